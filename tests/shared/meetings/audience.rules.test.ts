import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { type Eyes, sees, settleAudience, sightKey } from '#shared/meetings/audience.rules.ts'
import type { Audience, MeetingRole } from '#shared/meetings/meetings.contract.ts'

const everyone: Audience = { kind: 'everyone' }
const members: Audience = { kind: 'members' }
const chosen = (...accountIds: string[]): Audience => ({ kind: 'chosen', accountIds })
const roles: readonly MeetingRole[] = ['chair', 'member', 'standIn', 'invitee', 'teller', 'operator']
const person = (accountId: string, role: MeetingRole | null): Eyes => ({ accountId, role, secretary: false })
const screen: Eyes = { accountId: null, role: null, secretary: false }
const secretary: Eyes = { accountId: 's', role: null, secretary: true }

describe('who sees what', () => {
  test('[M20] everyone in the meeting and its screens see what is for everyone', () => {
    for (const role of roles) expect(sees(everyone, person('p', role))).toBe(true)
    expect(sees(everyone, screen)).toBe(true)
  })

  test('[M20] what is for members is seen by the chair, members and stand-ins', () => {
    expect(roles.filter(role => sees(members, person('p', role)))).toEqual(['chair', 'member', 'standIn'])
    expect(sees(members, screen)).toBe(false)
  })

  test('[M20] what is for chosen people is seen by them alone, whatever their role', () => {
    expect(sees(chosen('p', 'q'), person('q', 'invitee'))).toBe(true)
    expect(sees(chosen('p'), person('q', 'chair'))).toBe(false)
    expect(sees(chosen('p'), screen)).toBe(false)
  })

  test('[M20] secretaries see everything', () => {
    for (const audience of [everyone, members, chosen('p')]) expect(sees(audience, secretary)).toBe(true)
  })

  const audience = fc.oneof(
    fc.constant(everyone),
    fc.constant(members),
    fc.array(fc.constantFrom('p', 'q', 'r'), { minLength: 1, maxLength: 3 }).map(ids => chosen(...ids)),
  )
  const eyes = fc.oneof(
    fc.constant(screen),
    fc.constant(secretary),
    fc
      .tuple(fc.constantFrom('p', 'q', 'r'), fc.constantFrom(...roles))
      .map(([accountId, role]) => person(accountId, role)),
  )

  test('[M21] equal keys see the same', () => {
    fc.assert(
      fc.property(fc.array(audience, { maxLength: 6 }), eyes, eyes, (audiences, one, other) => {
        if (sightKey(audiences, one) !== sightKey(audiences, other)) return
        for (const shown of audiences) expect(sees(shown, one)).toBe(sees(shown, other))
      }),
    )
  })

  test('[M21] viewers that see the same share a key, and those who do not have another', () => {
    const audiences = [everyone, members]
    expect(sightKey(audiences, person('p', 'chair'))).toBe(sightKey(audiences, person('q', 'member')))
    expect(sightKey(audiences, person('p', 'chair'))).not.toBe(sightKey(audiences, person('q', 'invitee')))
    expect(sightKey(audiences, secretary)).toBe(sightKey([], secretary))
    expect(sightKey([members, everyone], person('q', 'invitee'))).not.toBe(
      sightKey([everyone, members], person('q', 'invitee')),
    )
  })
})

describe('an audience by name', () => {
  const participants = new Set(['p', 'q'])

  test('[D3] [M22] holds people of the meeting, each once', () => {
    expect(settleAudience(chosen('p', 'q', 'p'), participants)).toEqual({
      ok: true,
      data: chosen('p', 'q'),
    })
  })

  test('[D3] [M22] is refused where some, or all, take no part', () => {
    expect(settleAudience(chosen('p', 'x'), participants)).toMatchObject({
      error: { code: 'participant.missing', field: 'audience.accountIds' },
    })
    expect(settleAudience(chosen(), participants)).toMatchObject({ error: { code: 'audience.empty' } })
    expect(settleAudience(chosen('x'), participants)).toMatchObject({
      error: { code: 'audience.empty', field: 'audience' },
    })
  })

  test('[M22] asks nothing of the others', () => {
    expect(settleAudience(everyone, new Set())).toEqual({ ok: true, data: everyone })
    expect(settleAudience(members, new Set())).toEqual({ ok: true, data: members })
  })
})
