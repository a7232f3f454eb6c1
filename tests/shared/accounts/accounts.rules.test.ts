import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { LoginName } from '#shared/accounts/accounts.contract.ts'
import {
  byProtocol,
  endedReason,
  isLastAdministrator,
  isLive,
  linkPurpose,
  listedAfterExpiryMs,
  reactivated,
  refuseDeactivation,
  refuseErasure,
  refuseTabletCode,
  refuseUpdate,
  replacedLoginReason,
  rightsOf,
  rolesOf,
  type Standing,
  tokenLifeMs,
  waitsForSetUp,
} from '#shared/accounts/accounts.rules.ts'
import { compareNames } from '#shared/meetings/meetings.rules.ts'

const states = ['invited', 'active', 'deactivated', 'erased'] as const
const someone = (more: Partial<Standing> = {}): Standing => ({
  id: 'a',
  administrator: false,
  secretary: false,
  state: 'active',
  ...more,
})
const administrator = someone({ administrator: true })

describe('[K1] login names', () => {
  test('[K1] capitals and blanks around, as tablets type them, are taken off', () => {
    expect(LoginName.parse('  NguyenVA ')).toBe('nguyenva')
  })
  test.each(['ab', '7a', 'a.b-c', 'a'.repeat(40)])('[K1] %s is a login name', name => {
    expect(LoginName.parse(name)).toBe(name)
  })
  test.each(['a', '.ab', '-ab', 'nguyễn', 'a b', 'a_b', 'a'.repeat(41), ''])(
    '[K1] %p is not a login name',
    name => {
      expect(LoginName.safeParse(name).success).toBe(false)
    },
  )
})

describe('[K2] roles', () => {
  test('[K2] roles are listed administrator first', () => {
    expect(rolesOf({ administrator: true, secretary: true })).toEqual(['administrator', 'secretary'])
    expect(rolesOf({ administrator: false, secretary: true })).toEqual(['secretary'])
    expect(rolesOf({ administrator: true, secretary: false })).toEqual(['administrator'])
    expect(rolesOf({ administrator: false, secretary: false })).toEqual([])
  })
  test('[K2] an administrator manages accounts and screens, and nothing of meetings', () => {
    expect(rightsOf({ administrator: true, secretary: false })).toEqual({
      ...{ manageAccounts: true, createMeetings: false, manageScreens: true, issueTabletCodes: false },
    })
  })
  test('[K2] a secretary prepares meetings, screens and tablets, and does not manage accounts', () => {
    expect(rightsOf({ administrator: false, secretary: true })).toEqual({
      ...{ manageAccounts: false, createMeetings: true, manageScreens: true, issueTabletCodes: true },
    })
  })
})

test('[K2] who has no role has none of these rights', () => {
  const none = rightsOf({ administrator: false, secretary: false })
  expect(Object.values(none)).toEqual([false, false, false, false])
})

describe('[K3] order of people', () => {
  test('[K3] Vietnamese names go by the given name, which is the last word', () => {
    const names = ['Trần Thị Bình', 'Nguyễn Văn Đạo', 'Lê Văn An', 'Nguyễn Thị Dung', 'Bùi Ánh']
    expect([...names].sort(compareNames)).toEqual([
      'Lê Văn An',
      'Bùi Ánh',
      'Trần Thị Bình',
      'Nguyễn Thị Dung',
      'Nguyễn Văn Đạo',
    ])
  })
  test('[K3] the same given name goes by family and middle names', () => {
    expect(['Trần Văn An', 'Lê Văn An', 'Lê Thị An'].sort(compareNames)).toEqual([
      'Lê Thị An',
      'Lê Văn An',
      'Trần Văn An',
    ])
  })
  test('[K3] rank goes before name, name before id', () => {
    const people = [
      { id: '2', rank: 5, displayName: 'Lê An' },
      { id: '1', rank: 5, displayName: 'Lê An' },
      { id: '0', rank: 5, displayName: 'Lê Bình' },
      { id: '9', rank: 1, displayName: 'Lê Yên' },
    ]
    expect(people.sort(byProtocol).map(({ id }) => id)).toEqual(['9', '1', '2', '0'])
  })
  test('[K3] namesakes of one rank are told apart whichever is asked about first', () => {
    const [first, second] = ['1', '2'].map(id => ({ id, rank: 1, displayName: 'Lê An' }))
    expect(Math.sign(byProtocol(first!, second!))).toBe(-1)
    expect(Math.sign(byProtocol(second!, first!))).toBe(1)
  })
  test('[K3] whatever order people come in, they leave in the same', () => {
    const person = fc.record({
      id: fc.uuid(),
      rank: fc.integer({ min: 0, max: 3 }),
      displayName: fc.constantFrom('Lê An', 'Lê Ân', 'Trần An', 'An', 'Đỗ Đức', 'Đỗ Dung'),
    })
    fc.assert(
      fc.property(fc.uniqueArray(person, { selector: ({ id }) => id }), people => {
        const there = [...people].sort(byProtocol)
        expect([...people].reverse().sort(byProtocol)).toEqual(there)
        for (const one of people) expect(byProtocol(one, one)).toBe(0)
      }),
    )
  })
})

describe('[K5] [K6] the last administrator and oneself', () => {
  test('[K5] one active administrator is the last; two are not, nor is an inactive one or another role', () => {
    expect(isLastAdministrator(administrator, 1)).toBe(true)
    expect(isLastAdministrator(administrator, 2)).toBe(false)
    expect(isLastAdministrator(someone({ secretary: true }), 1)).toBe(false)
    expect(isLastAdministrator({ ...administrator, state: 'invited' }, 1)).toBe(false)
  })
  test('[K5] the last administrator is not deactivated, one of two is', () => {
    expect(refuseDeactivation('b', administrator, 1)).toBe('account.lastAdministrator')
    expect(refuseDeactivation('b', administrator, 2)).toBeNull()
  })
  test('[K6] nobody deactivates themselves', () => {
    expect(refuseDeactivation('a', administrator, 5)).toBe('account.self')
  })
  test('[K5] the last administrator keeps the role, whatever else changes', () => {
    expect(refuseUpdate(administrator, [], 1)).toBe('account.lastAdministrator')
    expect(refuseUpdate(administrator, ['secretary'], 1)).toBe('account.lastAdministrator')
    expect(refuseUpdate(administrator, ['administrator'], 1)).toBeNull()
    expect(refuseUpdate(administrator, [], 2)).toBeNull()
  })
  test('[K7] a deactivated account is not changed', () => {
    expect(refuseUpdate(someone({ state: 'deactivated' }), [], 3)).toBe('account.deactivated')
    expect(refuseUpdate(someone({ state: 'invited' }), [], 3)).toBeNull()
  })
  test('[K39] somebody in a meeting that is not over is not erased; else the rules of deactivation hold', () => {
    expect(refuseErasure('b', someone(), 2, 1)).toBe('account.inUse')
    expect(refuseErasure('b', someone(), 2, 0)).toBeNull()
    expect(refuseErasure('a', someone(), 2, 0)).toBe('account.self')
    expect(refuseErasure('b', administrator, 1, 1)).toBe('account.lastAdministrator')
  })
})

test('[K8] a deactivated account comes back as what it was; others stay as they are', () => {
  expect(reactivated('deactivated', true)).toBe('active')
  expect(reactivated('deactivated', false)).toBe('invited')
  for (const state of ['invited', 'active', 'erased'] as const)
    for (const hasPassword of [true, false]) expect(reactivated(state, hasPassword)).toBe(state)
})

test('[K21] a system waits to be set up until somebody has chosen a password', () => {
  expect(waitsForSetUp([])).toBe(true)
  expect(waitsForSetUp(['invited'])).toBe(true)
  expect(waitsForSetUp(['invited', 'active'])).toBe(false)
  expect(waitsForSetUp(['deactivated'])).toBe(false)
})

describe('[K22] [K25] one-time secrets', () => {
  test('[K22] links live three days, codes one minute', () => {
    const threeDays = 3 * 24 * 60 * 60 * 1000
    expect(tokenLifeMs).toEqual({
      ...{ setUp: threeDays, invitation: threeDays, reset: threeDays, tabletCode: 60_000 },
    })
  })
  test('[K22] a secret is good until the moment it expires, and not at it', () => {
    expect(isLive({ expiresAt: 100 }, 99)).toBe(true)
    expect(isLive({ expiresAt: 100 }, 100)).toBe(false)
  })
  test('[K22] a link invites before a password was chosen and resets after', () => {
    expect(linkPurpose(false)).toBe('invitation')
    expect(linkPurpose(true)).toBe('reset')
  })
})

describe('[K26] who makes codes for whom', () => {
  const target = someone({ id: 'b' })
  test('[K26] everyone for themselves, administrators too', () => {
    expect(refuseTabletCode(someone(), someone())).toBeNull()
    expect(refuseTabletCode(administrator, administrator)).toBeNull()
  })
  test('[K26] a secretary for others, administrators excepted', () => {
    const secretary = someone({ secretary: true })
    expect(refuseTabletCode(secretary, target)).toBeNull()
    expect(refuseTabletCode(secretary, { ...target, secretary: true })).toBeNull()
    expect(refuseTabletCode(secretary, { ...target, administrator: true })).toBe('tabletCode.administrator')
  })
  test('[K26] nobody else for others, an administrator neither', () => {
    expect(refuseTabletCode(someone(), target)).toBe('right')
    expect(refuseTabletCode(administrator, target)).toBe('right')
  })
  test('[K27] neither an inactive maker nor an inactive person', () => {
    for (const state of states) {
      const secretary = someone({ secretary: true, state })
      expect(refuseTabletCode(secretary, target)).toBe(state === 'active' ? null : 'right')
      expect(refuseTabletCode(someone({ secretary: true }), { ...target, state })).toBe(
        state === 'active' ? null : 'account.deactivated',
      )
    }
  })
})

test('[K30] signing in again locks one’s own data and erases another person’s', () => {
  expect(replacedLoginReason('a', 'a')).toBe('expired')
  expect(replacedLoginReason('a', 'b')).toBe('signedOut')
})

test('[K31] a device whose login expired is listed for half a year', () => {
  expect(listedAfterExpiryMs / 86_400_000).toBe(180)
})

test('[K33] a wipe wins over how a login ended; ending it again changes nothing', () => {
  expect(endedReason(null, false)).toBe('revoked')
  expect(endedReason(null, true)).toBe('wiped')
  expect(endedReason('expired', true)).toBe('wiped')
  expect(endedReason('signedOut', false)).toBe('signedOut')
})
