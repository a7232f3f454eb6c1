import type { NetworkInterfaceInfo } from 'node:os'
import { describe, expect, test } from '@jest/globals'
import { machineHosts } from '#server/tls/addresses.ts'
import { parseHosts } from '#server/tls/hosts.ts'

const info = (address: string, internal = false): NetworkInterfaceInfo => {
  const base = { address, netmask: '', mac: '', internal, cidr: null }
  return address.includes(':') ? { ...base, family: 'IPv6', scopeid: 0 } : { ...base, family: 'IPv4' }
}

const interfaces = {
  lo: [info('127.0.0.1', true), info('::1', true)],
  docker0: [info('172.17.0.1')],
  'br-0a1b2c3d4e5f': [info('172.18.0.1')],
  veth12: [info('fe80::1')],
  wg0: [info('10.9.0.1')],
  eth1: [info('203.0.113.9'), info('2001:db8::7')],
  eth0: [info('fe80::2'), info('fd00::5'), info('192.168.1.5')],
  eth2: [info('169.254.7.7')],
  br0: [info('100.64.0.2')],
}

describe('the addresses that are printed', () => {
  test('begin with the hall’s network, and end with what tablets seldom use', () => {
    expect(machineHosts(interfaces, 'May-Chu').lan).toEqual([
      '192.168.1.5',
      '100.64.0.2',
      'may-chu.local',
      '203.0.113.9',
      '10.9.0.1',
      'fd00::5',
      '2001:db8::7',
    ])
  })

  test('leave container bridges, loopback and link-local addresses out', () => {
    const { addresses } = machineHosts(interfaces, 'may-chu')
    expect(addresses).toEqual([
      '192.168.1.5',
      '100.64.0.2',
      '203.0.113.9',
      '10.9.0.1',
      'fd00::5',
      '2001:db8::7',
    ])
  })

  test('say how the machine itself opens the system, with no network at all', () => {
    expect(machineHosts({}, 'localhost')).toEqual({
      here: ['localhost', '127.0.0.1'],
      lan: [],
      names: [],
      addresses: [],
    })
  })
})

test.each([
  ['may-chu', ['may-chu', 'may-chu.local']],
  ['may-chu.local', ['may-chu.local', 'may-chu']],
  ['hop.songlam.gov.vn', ['hop.songlam.gov.vn', 'hop', 'hop.local']],
  ['máy chủ', []],
])('a machine called %s is reached by %j', (host, names) => {
  expect(machineHosts({}, host).names).toEqual(names)
})

test('this machine answers with hosts that a certificate can name', () => {
  const hosts = machineHosts()
  expect(parseHosts([...hosts.names, ...hosts.addresses]).map(({ value }) => value)).toEqual([
    ...hosts.names,
    ...hosts.addresses,
  ])
  expect(hosts.lan).toEqual(expect.arrayContaining([...hosts.addresses]))
})
