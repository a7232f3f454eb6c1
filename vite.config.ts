import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { serverPaths } from './client/app/serverPaths.ts'

const root = import.meta.dirname

/** Folders of pdfjs-dist that the reader loads by address while a paper is open. */
const pdfjsFolders = ['cmaps', 'standard_fonts', 'wasm', 'iccs']

/** Only what pdf.js fetches: its scripting engine stays off, so QuickJS is left out. */
const isPdfjsAsset = (name: string) => !name.startsWith('LICENSE') && !name.startsWith('quickjs')

/** Serves pdf.js's character maps, standard fonts and decoders under /pdfjs/, in development and when built. */
function pdfjsAssets(): Plugin {
  const folder = (name: string) => join(root, 'node_modules/pdfjs-dist', name)
  return {
    name: 'pdfjs-assets',
    generateBundle() {
      for (const name of pdfjsFolders) {
        for (const file of readdirSync(folder(name)).filter(isPdfjsAsset)) {
          this.emitFile({
            type: 'asset',
            fileName: `pdfjs/${name}/${file}`,
            source: readFileSync(join(folder(name), file)),
          })
        }
      }
    },
    configureServer(server) {
      server.middlewares.use('/pdfjs/', (request, response, next) => {
        const [, name = '', file = ''] = (request.url ?? '').split('?')[0]?.split('/') ?? []
        const known = pdfjsFolders.includes(name) && readdirSync(folder(name)).includes(file)
        if (!known) return next()
        if (file.endsWith('.wasm')) response.setHeader('Content-Type', 'application/wasm')
        response.end(readFileSync(join(folder(name), file)))
      })
    },
  }
}

const server = process.env.PHS_DEV_SERVER ?? 'https://localhost:8443'

export default defineConfig({
  root: join(root, 'client'),
  publicDir: 'public',
  cacheDir: join(root, 'node_modules/.vite'),
  plugins: [
    react(),
    pdfjsAssets(),
    VitePWA({
      // The reader is asked before a new version takes over: a reload in mid-meeting would cost the place.
      registerType: 'prompt',
      injectRegister: false,
      manifest: {
        id: '/',
        name: 'Phòng Họp Số',
        short_name: 'Phòng Họp',
        description: 'Họp không giấy của Ủy ban nhân dân: chương trình, tài liệu, trình chiếu, biểu quyết.',
        lang: 'vi',
        dir: 'ltr',
        start_url: '/',
        scope: '/',
        display: 'standalone',
        orientation: 'any',
        background_color: '#fbf8f2',
        theme_color: '#fbf8f2',
        icons: [
          { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: '/icons/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
      workbox: {
        globPatterns: ['**/*.{html,js,mjs,css,woff2,svg,png,wasm,pfb,ttf,icc,webmanifest}'],
        globIgnores: ['pdfjs/wasm/*_fallback.js'],
        maximumFileSizeToCacheInBytes: 8 * 1024 * 1024,
        navigateFallback: '/index.html',
        navigateFallbackDenylist: serverPaths.map(path => new RegExp(`^/${path.replace('.', '\\.')}(/|$)`)),
        cleanupOutdatedCaches: true,
        clientsClaim: true,
        runtimeCaching: [
          {
            // 1.7 MB for old CJK encodings that few papers use: kept from first use on.
            urlPattern: ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith('/pdfjs/cmaps/'),
            handler: 'CacheFirst',
            options: { cacheName: 'pdfjs-cmaps' },
          },
        ],
      },
    }),
  ],
  build: {
    outDir: join(root, 'dist/client'),
    emptyOutDir: true,
    // iPadOS 17, Android Chrome and Edge of the last two years, Firefox ESR.
    target: ['safari17', 'chrome128', 'edge128', 'firefox128'],
    // Fonts and pictures stay files: the content security policy allows no data: addresses.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 2000,
  },
  server: {
    proxy: Object.fromEntries(
      serverPaths.map(path => [
        `/${path}`,
        {
          target: server,
          secure: false,
          changeOrigin: true,
          ws: true,
          // The server checks Origin on every channel: in development the page's is Vite's own.
          headers: { origin: server },
        },
      ]),
    ),
  },
})
