import { existsSync } from 'node:fs'
import type { Middleware } from 'koa'
import sirv from 'sirv'

const aYear = 365 * 24 * 3600

/**
 * The built client: files with a hash in their name are kept by browsers for a year, all others are asked for anew
 * each time; paths that are none of the files get the application, which has its own routes.
 */
export const staticFiles = (folder: string): Middleware => {
  if (!existsSync(folder))
    return context => {
      context.status = 503
      context.type = 'text/plain; charset=utf-8'
      context.body =
        'Ứng dụng chưa được dựng: chạy "npm start".\nThe application was not built yet: run "npm start".\n'
    }
  const serve = sirv(folder, {
    single: true,
    etag: true,
    gzip: true,
    brotli: true,
    dotfiles: false,
    setHeaders: (response, path) => {
      response.setHeader(
        'Cache-Control',
        path.startsWith('/assets/') ? `public, max-age=${aYear}, immutable` : 'no-cache',
      )
    },
  })
  return (context, next) => {
    if (context.method !== 'GET' && context.method !== 'HEAD') return next()
    context.status = 200
    return new Promise((resolve, reject) => {
      // sirv writes to the raw response; Koa is told to leave it alone unless sirv passes.
      context.respond = false
      context.res.once('close', () => resolve(undefined))
      serve(context.req, context.res, () => {
        context.respond = true
        context.status = 404
        next().then(resolve, reject)
      })
    })
  }
}
