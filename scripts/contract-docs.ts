/**
 * Writes docs/contract.md from the contracts, or with --check fails where it is stale:
 *   npm run contract-docs            npm run contract-docs -- --check
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { contracts, eventContracts, routeContracts } from '#shared/contract/all.ts'
import type { Call } from '#shared/contract/define.ts'
import { errors, universalErrors } from '#shared/contract/errors.ts'
import { contractVersion } from '#shared/contract/version.ts'

type Json = { readonly [key: string]: unknown }
const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** A JSON schema as one readable line: types, limits, alternatives. */
const shape = (schema: unknown): string => {
  if (!isObject(schema)) return 'anything'
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (Array.isArray(schema.enum)) return schema.enum.map(value => JSON.stringify(value)).join(' \\| ')
  const options = [...list(schema.anyOf), ...list(schema.oneOf)]
  if (options.length > 0) return options.map(shape).join(' \\| ')
  if (schema.type === 'array') {
    const items =
      list(schema.prefixItems).length > 0
        ? list(schema.prefixItems).map(shape).join(', ')
        : `${shape(schema.items)}…`
    return `[${items}]`
  }
  if (schema.type === 'object') {
    const required = new Set(list(schema.required))
    const fields = Object.entries(isObject(schema.properties) ? schema.properties : {})
    if (fields.length === 0)
      return isObject(schema.additionalProperties) ? `{ NAME: ${shape(schema.additionalProperties)} }` : '{}'
    return `{ ${fields.map(([name, field]) => `${name}${required.has(name) ? '' : '?'}: ${shape(field)}`).join(', ')} }`
  }
  if (schema.type === 'string') {
    if (schema.format === 'uuid') return 'uuid'
    const longest = typeof schema.maxLength === 'number' ? ` ≤ ${schema.maxLength}` : ''
    return typeof schema.pattern === 'string'
      ? `text${longest} like \`${schema.pattern.replaceAll('|', '\\|')}\``
      : `text${longest}`
  }
  if (schema.type === 'integer' || schema.type === 'number') {
    const { minimum, maximum } = schema
    const bounds =
      typeof minimum === 'number' && typeof maximum === 'number' && Math.abs(maximum) < 1e15
        ? ` ${minimum} to ${maximum}`
        : ''
    return `${schema.type}${bounds}`
  }
  return typeof schema.type === 'string' ? schema.type : 'anything'
}

const inputShape = (schema: z.ZodType): string =>
  shape(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }))
const outputShape = (schema: z.ZodType): string =>
  shape(z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' }))

const callSection = (call: Call): string => {
  const notes = [
    call.kind,
    call.via === 'both' ? 'HTTP and socket' : call.via === 'http' ? 'HTTP only' : 'socket only',
    `at most ${call.maxBytes} bytes`,
    ...(call.secret.length > 0
      ? [`never journalled: ${call.secret.map(field => `\`${field}\``).join(', ')}`]
      : []),
    ...(call.secretAnswer ? ['answer kept in memory only'] : []),
  ]
  return [
    `### \`${call.name}\``,
    '',
    call.summary,
    '',
    `*${notes.join(' · ')}*`,
    '',
    `- input: ${inputShape(call.input)}`,
    `- answer: ${outputShape(call.output)}`,
    `- errors: ${call.errors.length > 0 ? call.errors.map(code => `\`${code}\``).join(', ') : 'none of its own'}`,
    '',
  ].join('\n')
}

/** The whole page, ending in a newline. */
const page = (): string => {
  const parts = [
    '# The contract',
    '',
    'Made from `shared/*/*.contract.ts` by `npm run contract-docs`; the check fails where it is stale.',
    '',
    `Contract version ${contractVersion}. Every call travels as \`{ id, input }\`: over HTTP as \`POST /api/NAME\`, over the socket as \`emit(NAME, { id, input }, ack)\`. The answer is \`{ ok: true, data }\` or \`{ ok: false, error: { code, retryAfterMs?, field?, params? } }\`. A command needs an \`id\` (UUID) made by the client; the same id again gets the first answer. Events arrive as \`{ scopeId, revision, view }\`; the view replaces the one before.`,
    '',
    `Any call may answer: ${universalErrors.map(code => `\`${code}\``).join(', ')}.`,
    '',
  ]
  for (const [feature, calls] of Object.entries(contracts)) {
    parts.push(`## ${feature}`, '')
    for (const call of Object.values<Call>(calls)) parts.push(callSection(call))
  }
  parts.push('## Events', '')
  for (const events of Object.values(eventContracts))
    for (const event of Object.values(events))
      parts.push(
        `### \`${event.name}\``,
        '',
        event.summary,
        '',
        `*scope: ${event.scope}${event.newestOnly ? ' · one that still waits to be sent is replaced by the next' : ''}*`,
        '',
        `- view: ${outputShape(event.view)}`,
        '',
      )
  parts.push('## Routes', '', '| route | what | who | errors |', '| --- | --- | --- | --- |')
  for (const routes of Object.values(routeContracts))
    for (const { method, path, summary, access, errors: codes } of Object.values(routes))
      parts.push(
        `| \`${method} ${path}\` | ${summary} | ${access} | ${codes.map(code => `\`${code}\``).join(' ')} |`,
      )
  parts.push(
    '',
    '## Errors',
    '',
    '| code | status | does a retry help | meaning |',
    '| --- | --- | --- | --- |',
  )
  const retries = { never: 'no', later: 'later', afterChange: 'after a change' } as const
  for (const [code, { status, retry, meaning }] of Object.entries(errors))
    parts.push(`| \`${code}\` | ${status} | ${retries[retry]} | ${meaning} |`)
  return `${parts.join('\n')}\n`
}

const file = join(import.meta.dirname, '..', 'docs', 'contract.md')
const wanted = page()
if (process.argv.includes('--check')) {
  let found = ''
  try {
    found = readFileSync(file, 'utf8')
  } catch {}
  if (found !== wanted) {
    console.error('docs/contract.md does not say what the contracts say. Run: npm run contract-docs')
    process.exit(1)
  }
} else {
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, wanted)
}
