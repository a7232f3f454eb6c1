/**
 * Builds one page with Vite: `node buildPage.ts ROOT OUT`. In a process of its own, because Rolldown's native part
 * does not know the objects of Jest's realm.
 */
import react from '@vitejs/plugin-react'
import { build } from 'vite'

const [, , root, outDir] = process.argv
if (!root || !outDir) throw new Error('Name the page’s folder and the folder to build into.')

await build({
  configFile: false,
  logLevel: 'error',
  root,
  plugins: [react()],
  build: { outDir, emptyOutDir: true, target: 'safari17', assetsInlineLimit: 0, chunkSizeWarningLimit: 5000 },
})
