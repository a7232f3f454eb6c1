/** What of a keyboard event counts for a shortcut. */
export interface Pressed {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

/**
 * Whether a key event is the shortcut. A shortcut is the key's name (KeyboardEvent.key) after its modifiers:
 * "n", "?", "Shift+ArrowRight", "Mod+k" (Mod is Command on a Mac, Control elsewhere: either is taken).
 * Letters also match by their place on the keyboard, because a Vietnamese layout or Telex may turn "w" into "ư".
 */
export function sameKeys(shortcut: string, pressed: Pressed): boolean {
  const parts = shortcut.split('+')
  const key = parts.pop() ?? ''
  const modified = pressed.ctrlKey || pressed.metaKey
  if (parts.includes('Mod') !== modified || parts.includes('Alt') !== pressed.altKey) return false
  const isLetter = /^[a-z]$/i.test(key)
  // "?" is made with Shift on most layouts: Shift counts only where it is named, or the key is a letter.
  if ((isLetter || parts.includes('Shift')) && parts.includes('Shift') !== pressed.shiftKey) return false
  if (pressed.key.toLowerCase() === key.toLowerCase()) return true
  return isLetter && pressed.code === `Key${key.toUpperCase()}` && !/^[a-z]$/i.test(pressed.key)
}

const names: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  ' ': 'Space',
  Mod: 'Ctrl',
}

/** A shortcut's keys as they are printed on them: "Mod+k" → ["Ctrl", "K"]. */
export const keyNames = (shortcut: string): readonly string[] =>
  shortcut.split('+').map(part => names[part] ?? (part.length === 1 ? part.toUpperCase() : part))
