import { expect, test } from '@jest/globals'
import { serverPaths } from '#client/app/serverPaths.ts'
import { routeContracts } from '#shared/contract/all.ts'

test('Offline, nothing that only the server answers is answered with the application’s page', () => {
  const routes = Object.values(routeContracts).flatMap(group => Object.values(group))
  const unknown = routes
    .map(({ path }) => path)
    .filter(path => !serverPaths.includes(path.split('/')[1] ?? ''))
  expect(unknown).toEqual([])
})
