import { describe, expect, test } from '@jest/globals'
import { PEOPLE, person, REORGANISED, UNITS } from '#server/demo/committee.ts'
import { AREAS, COMMUNES } from '#server/demo/communes.ts'
import { Honorific, LoginName } from '#shared/accounts/accounts.contract.ts'
import { MeetingRole } from '#shared/meetings/meetings.contract.ts'

const unique = (list: string[]): boolean => new Set(list).size === list.length

describe('the people of the demonstration', () => {
  test('are about 25 over every role of account and meeting, with one chair', () => {
    expect(PEOPLE.length).toBeGreaterThanOrEqual(24)
    expect(PEOPLE.length).toBeLessThanOrEqual(28)
    const roles = new Set(PEOPLE.map(one => one.meetingRole))
    for (const role of MeetingRole.options) expect(roles).toContain(role)
    expect(PEOPLE.filter(one => one.meetingRole === 'chair')).toHaveLength(1)
    expect(PEOPLE.some(one => one.accountRole === 'administrator')).toBe(true)
    expect(PEOPLE.some(one => one.accountRole === 'secretary')).toBe(true)
  })

  test('sign in with names of their own that a tablet accepts, made from their names', () => {
    expect(unique(PEOPLE.map(one => one.loginName))).toBe(true)
    for (const one of PEOPLE) {
      expect(LoginName.parse(one.loginName)).toBe(one.loginName)
      expect(Honorific.options).toContain(one.honorific)
    }
    expect(person('health').loginName).toBe('quynhcttnd')
    expect(person('construction').loginName).toBe('locdx')
  })

  test('belong to units that exist today, and write their names in composed letters', () => {
    const today = UNITS.filter(unit => unit.validUntil === undefined).map(unit => unit.key)
    for (const one of PEOPLE) {
      expect(today).toContain(one.unit)
      expect(one.fullName.normalize('NFC')).toBe(one.fullName)
    }
    expect(unique(PEOPLE.map(one => one.key))).toBe(true)
  })

  test('a stand-in takes the seat of a member of the same unit', () => {
    const standIns = PEOPLE.filter(one => one.meetingRole === 'standIn')
    expect(standIns).not.toHaveLength(0)
    for (const one of standIns) {
      const principal = person(one.standsInFor ?? '')
      expect(principal.meetingRole).toBe('member')
      expect(principal.unit).toBe(one.unit)
    }
  })

  test('an unknown key is refused by name', () => {
    expect(() => person('nobody')).toThrow('nobody')
  })
})

describe('the units of the demonstration', () => {
  test('name predecessors that ended on the very day they began', () => {
    const byKey = new Map(UNITS.map(unit => [unit.key, unit]))
    expect(byKey.size).toBe(UNITS.length)
    const merged = UNITS.filter(unit => unit.predecessors.length > 0)
    expect(merged.length).toBeGreaterThanOrEqual(10)
    for (const unit of merged)
      for (const key of unit.predecessors) expect(byKey.get(key)?.validUntil).toBe(unit.validFrom)
  })

  test('communes begin with the reorganisation, each made from two units or more', () => {
    const communes = UNITS.filter(unit => unit.kind === 'commune' && unit.validUntil === undefined)
    expect(communes).toHaveLength(6)
    for (const commune of communes) {
      expect(commune.validFrom).toBe(REORGANISED)
      expect(commune.predecessors.length).toBeGreaterThanOrEqual(2)
    }
  })

  test('fit what the accounts accept: names under 160 letters, parents that exist', () => {
    const keys = new Set(UNITS.map(unit => unit.key))
    for (const unit of UNITS) {
      expect(unit.name.length).toBeLessThanOrEqual(160)
      if (unit.parent) expect(keys).toContain(unit.parent)
    }
  })
})

describe('the communes', () => {
  test('are 102 with names of their own, in the nine areas', () => {
    expect(COMMUNES).toHaveLength(102)
    expect(unique(COMMUNES.map(one => one.name))).toBe(true)
    expect(new Set(COMMUNES.map(one => one.area))).toEqual(new Set(AREAS.map(area => area.name)))
  })

  test('no former unit went into two communes', () => {
    expect(unique(COMMUNES.flatMap(one => one.formerUnits))).toBe(true)
  })
})
