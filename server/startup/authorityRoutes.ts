import { systemRoutes } from '#shared/system/system.contract.ts'
import type { TlsMaterial } from '../tls/ensure.ts'
import { appleProfile, authorityFile, type Download } from '../tls/install.ts'
import type { RawRoute } from '../transport/http.ts'

type Authority = NonNullable<TlsMaterial['ca']>

/** Offers the local authority's certificate to tablets; nothing where the operator brought a certificate. */
export const authorityRoutes = (authority: () => Authority | undefined): readonly RawRoute[] => {
  const offer = (contract: RawRoute['contract'], make: (authority: Authority) => Download): RawRoute => ({
    contract,
    handle: async context => {
      const ca = authority()
      if (ca === undefined) {
        context.status = 404
        return
      }
      const { bytes, contentType, fileName } = make(ca)
      context.type = contentType
      context.set('Content-Disposition', `attachment; filename="${fileName}"`)
      context.set('Cache-Control', 'no-cache')
      context.body = Buffer.from(bytes)
    },
  })
  return [
    offer(systemRoutes.authority, ca => authorityFile(ca.der)),
    offer(systemRoutes.authorityProfile, ca => appleProfile(ca)),
  ]
}
