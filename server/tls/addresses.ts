import { hostname, type NetworkInterfaceInfo, networkInterfaces } from 'node:os'
import { addressBytes, parseHost } from './hosts.ts'

/** How this machine can be reached. */
export interface MachineHosts {
  /** For the browser on the machine itself. */
  readonly here: readonly string[]
  /** For tablets: what most likely works comes first. */
  readonly lan: readonly string[]
  /** DNS names for the certificate. */
  readonly names: readonly string[]
  /** IP addresses for the certificate. */
  readonly addresses: readonly string[]
}

type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>

/** Bridges and pairs that container and virtual machine engines make: no tablet stands behind them. */
const ENGINE = /^(docker|br-[0-9a-f]{12}|veth|virbr|vnet|cni|cali|flannel|podman|lxcbr|vmnet|vboxnet)/
const TUNNEL = /^(tun|tap|wg|tailscale|zt|utun|ppp)/

/** RFC 1918 and RFC 6598: what a LAN gives its machines. */
function isPrivate4(address: string): boolean {
  const [a = 0, b = 0] = addressBytes(address)
  return (
    a === 10 ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && b === 168) ||
    (a === 100 && b >= 64 && b < 128)
  )
}

/** Lower is likelier to be the hall's network; undefined is of no use to a tablet. */
function rank(name: string, info: NetworkInterfaceInfo): number | undefined {
  if (info.internal || ENGINE.test(name)) return undefined
  const [first = 0, second = 0] = addressBytes(
    parseHost(info.address.split('%')[0] ?? '')?.value ?? '0.0.0.0',
  )
  const isV4 = info.family === 'IPv4'
  const linkLocal = isV4 ? first === 169 && second === 254 : first === 0xfe && (second & 0xc0) === 0x80
  if (linkLocal) return undefined
  if (TUNNEL.test(name)) return isV4 ? 3 : 6
  if (isV4) return isPrivate4(info.address) ? 1 : 2
  return (first & 0xfe) === 0xfc ? 4 : 5
}

/**
 * Names and addresses of this machine. The LAN's IPv4 addresses come first, then `host.local` (which iPads resolve
 * by themselves), then public and tunnel addresses, then IPv6; loopback and link-local ones are left out.
 */
export function machineHosts(
  interfaces: Interfaces = networkInterfaces(),
  host: string = hostname(),
): MachineHosts {
  const ranked = Object.entries(interfaces)
    .flatMap(([name, infos]) =>
      (infos ?? []).map(info => ({ address: parseHost(info.address)?.value, rank: rank(name, info) })),
    )
    .flatMap(({ address, rank }) => (address !== undefined && rank !== undefined ? [{ address, rank }] : []))
    .sort((one, other) => one.rank - other.rank)
  const addresses = [...new Set(ranked.map(({ address }) => address))]
  const privates = new Set(ranked.filter(({ rank }) => rank === 1).map(({ address }) => address))

  const full = parseHost(host)
  const own = full?.type === 'dns' && full.value !== 'localhost' ? full.value : undefined
  const short = own?.split('.')[0]
  const names = own && short ? [...new Set([own, short, `${short}.local`])] : []
  return {
    here: ['localhost', '127.0.0.1'],
    lan: [
      ...privates,
      ...(short ? [`${short}.local`] : []),
      ...addresses.filter(address => !privates.has(address)),
    ],
    names,
    addresses,
  }
}
