/** A block of commands in README that a test runs: its name stands behind the language, as in ```sh start. */
export interface Block {
  readonly name: string
  readonly commands: string
}

/**
 * The named shell blocks of a Markdown text (CommonMark's fenced code blocks, whose info string's first word is the
 * language; a second word is ours).
 */
export function namedBlocks(markdown: string): Block[] {
  const fenced = /^(`{3,})(?:sh|bash|shell) +(\S+) *\n([\s\S]*?)^\1`* *$/gm
  return [...markdown.matchAll(fenced)].map(([, , name = '', commands = '']) => ({ name, commands }))
}

/** The block of this name; an error where there is none or more than one. */
export function blockNamed(markdown: string, name: string): Block {
  const found = namedBlocks(markdown).filter(block => block.name === name)
  const [block] = found
  if (!block || found.length > 1) throw new Error(`README has ${found.length} blocks named "${name}"`)
  return block
}

/** The address that a block clones from. */
export function clonedAddress({ commands }: Block): string {
  const address = /^git clone (?:\S+ +)*?(\S+:\S+)/m.exec(commands)?.[1]
  if (!address) throw new Error('The block clones nothing')
  return address
}
