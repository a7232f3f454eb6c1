/** The small wrong changes that can be made to one source file, one at a time, found in its syntax tree. */
import { parseSync } from '@swc/core'

/**
 * One change: bytes `start` to `end` of the file become `text`.
 * @typedef {{ start: number, end: number, text: string, line: number, change: string }} Mutant
 * @typedef {{ type: string, span: { start: number, end: number } } & Record<string, unknown>} SyntaxNode
 */

/** @type {Readonly<Record<string, string>>} */
const opposites = {
  '&&': '||',
  '||': '&&',
  '===': '!==',
  '!==': '===',
  '<': '<=',
  '<=': '<',
  '>': '>=',
  '>=': '>',
  '+': '-',
  '-': '+',
  '+=': '-=',
  '-=': '+=',
}

/** @param {unknown} value @returns {value is SyntaxNode} */
const isNode = value =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

/** Only what is left of types at run time is mutated: the expression that `as` and `satisfies` stand behind. */
const wrappers = new Set([
  'TsAsExpression',
  'TsSatisfiesExpression',
  'TsConstAssertion',
  'TsNonNullExpression',
])

/** @param {SyntaxNode} statement Whether it always leaves the function. */
const returns = statement => {
  if (statement.type === 'ReturnStatement') return true
  const last = Array.isArray(statement.stmts) ? statement.stmts.at(-1) : undefined
  return statement.type === 'BlockStatement' && isNode(last) && last.type === 'ReturnStatement'
}

/** @param {string} text @returns {string} one line that fits a report */
const brief = text => {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > 70 ? `${line.slice(0, 69)}…` : line
}

/**
 * Every mutant of a TypeScript source, in the order of the file.
 * @param {string} source
 * @returns {Mutant[]}
 */
export function mutantsOf(source) {
  const bytes = Buffer.from(source)
  // swc counts bytes, and goes on counting from one parse to the next: an empty statement in front marks the zero.
  const tree = parseSync(`;${source}`, { syntax: 'typescript', target: 'es2024' })
  const zero = (tree.body[0]?.span.start ?? 0) + 1
  /** @type {Mutant[]} */
  const mutants = []

  /** @param {SyntaxNode} node */
  const startOf = node => node.span.start - zero
  /** @param {SyntaxNode} node */
  const endOf = node => node.span.end - zero
  /** @param {number} start @param {number} end */
  const textAt = (start, end) => bytes.toString('utf8', start, end)
  /** @param {SyntaxNode} node */
  const textOf = node => textAt(startOf(node), endOf(node))

  /** @param {number} start @param {number} end @param {string} text @param {string} [change] */
  const add = (start, end, text, change = `${brief(textAt(start, end))} → ${brief(text)}`) => {
    mutants.push({ start, end, text, line: textAt(0, start).split('\n').length, change })
  }

  /** @param {SyntaxNode} node An operator between two operands. */
  const operator = ({ operator: sign, left, right }) => {
    if (typeof sign !== 'string' || !isNode(left) || !isNode(right)) return
    const opposite = opposites[sign]
    if (opposite === undefined) return
    const between = textAt(endOf(left), startOf(right)).replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, comment =>
      ' '.repeat(Buffer.byteLength(comment)),
    )
    const start = endOf(left) + between.indexOf(sign)
    add(
      start,
      start + sign.length,
      opposite,
      `${brief(`${textOf(left)} ${sign} ${textOf(right)}`)}: ${sign} → ${opposite}`,
    )
  }

  /** @param {unknown} node A text that something is compared with. */
  const compared = node => {
    if (isNode(node) && node.type === 'StringLiteral')
      add(startOf(node), endOf(node), JSON.stringify(`${node.value}~`))
  }

  /** @param {SyntaxNode} node */
  const mutate = node => {
    switch (node.type) {
      case 'BinaryExpression':
        operator(node)
        if (node.operator === '===' || node.operator === '!==')
          for (const side of [node.left, node.right]) compared(side)
        break
      case 'AssignmentExpression':
        operator(node)
        break
      case 'SwitchCase':
        compared(node.test)
        break
      case 'BooleanLiteral':
        add(startOf(node), endOf(node), String(!node.value))
        break
      case 'NumericLiteral':
        for (const step of [1, -1]) add(startOf(node), endOf(node), `(${Number(node.value) + step})`)
        break
      case 'UnaryExpression':
        if (node.operator === '!' && isNode(node.argument))
          add(startOf(node), endOf(node), textOf(node.argument))
        break
      case 'ConditionalExpression': {
        const { consequent, alternate } = node
        if (!isNode(consequent) || !isNode(alternate)) break
        const between = textAt(endOf(consequent), startOf(alternate))
        const swapped = `${textOf(alternate)}${between}${textOf(consequent)}`
        add(startOf(consequent), endOf(alternate), swapped)
        break
      }
      case 'IfStatement':
        if (isNode(node.consequent) && !isNode(node.alternate) && returns(node.consequent))
          add(startOf(node), endOf(node), ';', `${brief(textOf(node))} → removed`)
        break
    }
  }

  /** @param {unknown} value */
  const walk = value => {
    if (Array.isArray(value)) return value.forEach(walk)
    if (typeof value !== 'object' || value === null) return
    if (isNode(value)) {
      if (value.type.startsWith('Ts') && !wrappers.has(value.type)) return
      mutate(value)
    }
    for (const [field, child] of Object.entries(value)) {
      // A number that names a property is no number to count with.
      if (field === 'key' && isNode(child) && child.type !== 'Computed') continue
      if (field !== 'span') walk(child)
    }
  }
  walk(tree.body)
  return mutants.sort((a, b) => a.start - b.start || a.end - b.end)
}

/** @param {string} source @param {Mutant} mutant @returns {string} the source with that one change */
export function applied(source, mutant) {
  const bytes = Buffer.from(source)
  return `${bytes.toString('utf8', 0, mutant.start)}${mutant.text}${bytes.toString('utf8', mutant.end)}`
}
