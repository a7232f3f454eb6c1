import { describe, expect, test } from '@jest/globals'
import { type ChannelKind, Connections } from '#server/transport/connections.ts'
import type { CloseReason } from '#shared/contract/close.ts'

const channel = (
  loginId: string,
  recheck: () => Promise<CloseReason | null> = async () => null,
  kind: ChannelKind = 'socket',
) => {
  const closed: CloseReason[] = []
  return { kind, loginId, closed, recheck, close: (reason: CloseReason) => closed.push(reason) }
}

describe('open channels', () => {
  test('[K34] ending a login closes every channel of it, with the reason, and no other', () => {
    const connections = new Connections()
    const mine = [channel('a'), channel('a')]
    const other = channel('b')
    for (const one of [...mine, other]) connections.add(one)
    expect(connections.count('a', 'socket')).toBe(2)
    connections.cut('a', 'revoked')
    expect(mine.map(({ closed }) => closed)).toEqual([['revoked'], ['revoked']])
    expect(other.closed).toEqual([])
    expect([connections.count('a', 'socket'), connections.count('b', 'socket')]).toEqual([0, 1])
  })

  test('a login’s downloads and uploads take none of its sockets away', () => {
    const connections = new Connections()
    const stays = async () => null
    const kinds: ChannelKind[] = ['socket', 'download', 'download', 'upload', 'notes']
    const release = kinds.map(kind => connections.add(channel('a', stays, kind)))
    expect(kinds.map(kind => connections.count('a', kind))).toEqual([1, 2, 2, 1, 1])
    release[1]?.()
    expect([connections.count('a', 'download'), connections.count('a', 'socket')]).toEqual([1, 1])
  })

  test('[N22] notes are counted by themselves, and cut with the others', () => {
    const connections = new Connections()
    const socket = channel('a')
    const notes = channel('a', async () => null, 'notes')
    for (const one of [socket, notes]) connections.add(one)
    expect([connections.count('a', 'socket'), connections.count('a', 'notes')]).toEqual([1, 1])
    connections.cut('a', 'revoked')
    expect([socket.closed, notes.closed]).toEqual([['revoked'], ['revoked']])
    expect([connections.count('a', 'socket'), connections.count('a', 'notes')]).toEqual([0, 0])
  })

  test('a channel is closed once, and not when it had closed by itself', () => {
    const connections = new Connections()
    const [one, gone] = [channel('a'), channel('a')]
    connections.add(one)
    connections.add(gone)()
    connections.cut('a', 'signedOut')
    connections.cut('a', 'revoked')
    connections.close()
    expect([one.closed, gone.closed]).toEqual([['signedOut'], []])
  })

  test('the sweep closes where the right is gone, and leaves the others', async () => {
    const connections = new Connections()
    const [stays, goes] = [channel('a'), channel('b', async () => 'notParticipant')]
    connections.add(stays)
    connections.add(goes)
    await connections.sweep()
    await connections.sweep()
    expect([stays.closed, goes.closed]).toEqual([[], ['notParticipant']])
  })

  test('a channel that closes while the sweep asks is not closed again', async () => {
    const connections = new Connections()
    const asked = channel('a', async () => {
      release()
      return 'revoked'
    })
    const release = connections.add(asked)
    await connections.sweep()
    expect(asked.closed).toEqual([])
  })

  test('the server’s stop tells every channel to come back', () => {
    const connections = new Connections()
    const both = [channel('a'), channel('b')]
    for (const one of both) connections.add(one)
    connections.close()
    expect(both.map(({ closed }) => closed)).toEqual([['serverStopping'], ['serverStopping']])
  })
})
