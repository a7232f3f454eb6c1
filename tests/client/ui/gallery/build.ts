/** Builds the gallery into the folder named by the first argument: `node build.ts OUT`. */
import react from '@vitejs/plugin-react'
import { build } from 'vite'

const [, , outDir] = process.argv
if (!outDir) throw new Error('Name the folder to build into.')

await build({
  configFile: false,
  logLevel: 'error',
  root: import.meta.dirname,
  plugins: [react()],
  build: { outDir, emptyOutDir: true, assetsInlineLimit: 0, chunkSizeWarningLimit: 2000 },
})
