/** Reads a small choice kept on this device; null where there is none or storage is shut (private browsing). */
export function recall(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

/** Keeps a small choice on this device, where the browser allows it; it is a convenience, so failing is quiet. */
export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(key, value)
  } catch {
    // Storage is full or shut: the choice holds until the page is closed.
  }
}
