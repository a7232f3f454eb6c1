import { Refusal } from './fault.ts'
import { P, Q } from './group.ts'

/**
 * Messages as text (specification 4.1). Hashes and signatures are made over the text, so that it has to be written
 * exactly as belenios-tool writes it: compact, fields in the specification's order, numbers in base 10 as strings. What is
 * read has to be written so too: that refuses spaces, another order, a field that stands there twice, unknown
 * fields and leading zeros at one stroke, and no two texts mean the same message.
 */
export interface Codec<T> {
  write(value: T): string
  /** Throws Refusal message.malformed. */
  read(json: unknown): T
}

type Fields<T> = { readonly [K in keyof T]-?: Codec<Exclude<T[K], undefined>> }

function malformed(what: string): Refusal {
  return new Refusal('message.malformed', what)
}

/** Reads the text of one message. Throws Refusal message.malformed or message.notCanonical. */
export function decode<T>(codec: Codec<T>, text: string): T {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw malformed('not JSON')
  }
  const value = codec.read(json)
  if (codec.write(value) !== text) throw new Refusal('message.notCanonical')
  return value
}

/** Text, escaped as the tool escapes it: as JSON.stringify does, and the character DEL besides. */
export const string: Codec<string> = {
  write: value => JSON.stringify(value).replaceAll('\x7f', '\\u007f'),
  read(json) {
    if (typeof json !== 'string' || !json.isWellFormed()) throw malformed('text expected')
    return json
  },
}

/** A small whole number, not negative: the type I of 4.2. */
export const small: Codec<number> = {
  write: value => String(value),
  read(json) {
    if (typeof json !== 'number' || !Number.isInteger(json) || json < 0 || json >= 2 ** 30) {
      throw malformed('a small number expected')
    }
    return json
  },
}

export const boolean: Codec<boolean> = {
  write: value => String(value),
  read(json) {
    if (typeof json !== 'boolean') throw malformed('true or false expected')
    return json
  },
}

function natural(limit: bigint): Codec<bigint> {
  const digits = limit.toString().length
  return {
    write: value => `"${value}"`,
    read(json) {
      if (typeof json !== 'string' || json.length > digits || !/^(?:0|[1-9][0-9]*)$/.test(json)) {
        throw malformed('a number in base 10 expected')
      }
      return BigInt(json)
    },
  }
}

/** A number that should be an element of the group; whether it is remains to be checked. */
export const element: Codec<bigint> = natural(P)
/** A number that should be below Q, though the tool's trustees send sums of several; whether it is remains to be checked. */
export const scalar: Codec<bigint> = natural(Q * 10n)
/** Seconds since 1970, which an archive's header writes as text. */
export const timestamp: Codec<bigint> = natural(2n ** 40n)

/** A weight, or a sum of them: a number where it is below 2^30, as text above. */
export const weight: Codec<bigint> = {
  write: value => (value < 2n ** 30n ? `${value}` : `"${value}"`),
  read(json) {
    if (typeof json === 'number') return BigInt(small.read(json))
    return natural(10n ** 18n).read(json)
  },
}

const HEX_HASH = /^[0-9a-f]{64}$/

/** A SHA-256 in hexadecimal: the type H of 4.2. */
export const hash: Codec<string> = {
  write: value => `"${value}"`,
  read(json) {
    if (typeof json !== 'string' || !HEX_HASH.test(json)) throw malformed('a hash expected')
    return json
  },
}

export function array<T>(item: Codec<T>): Codec<readonly T[]> {
  return {
    write: values => `[${values.map(value => item.write(value)).join(',')}]`,
    read(json) {
      if (!Array.isArray(json)) throw malformed('a list expected')
      return json.map(value => item.read(value))
    },
  }
}

/** One of the given texts. */
export function oneOf<T extends string>(values: readonly T[]): Codec<T> {
  return {
    write: value => `"${value}"`,
    read(json) {
      const found = values.find(value => value === json)
      if (found === undefined) throw malformed(`one of ${values.join(', ')} expected`)
      return found
    },
  }
}

/** An object with exactly these fields, in this order; those that are undefined are left out. */
export function object<T extends object>(
  fields: Fields<T>,
  optional: readonly (keyof T & string)[] = [],
): Codec<T> {
  const names = Object.keys(fields) as (keyof T & string)[]
  return {
    write(value) {
      const parts = names.flatMap(name => {
        const held = value[name]
        return held === undefined
          ? []
          : [`"${name}":${fields[name].write(held as Exclude<T[typeof name], undefined>)}`]
      })
      return `{${parts.join(',')}}`
    },
    read(json) {
      if (typeof json !== 'object' || json === null || Array.isArray(json))
        throw malformed('an object expected')
      const given = new Map<string, unknown>(Object.entries(json))
      const entries = names.flatMap(name => {
        if (given.has(name)) return [[name, fields[name].read(given.get(name))] as const]
        if (optional.includes(name)) return []
        throw malformed(`${name} is missing`)
      })
      if (entries.length !== given.size) throw malformed('an unknown field')
      return Object.fromEntries(entries) as T
    },
  }
}
