import react from '@vitejs/plugin-react'
import { build } from 'vite'

/** `node buildPage.ts ROOT FOLDER` builds a page; a process of its own, as Jest's realm is not Node's. */
const [root = '', outDir = ''] = process.argv.slice(2)

await build({
  root,
  configFile: false,
  logLevel: 'error',
  plugins: [react()],
  build: { outDir, emptyOutDir: true, target: 'es2022', assetsInlineLimit: 0, minify: false },
})
