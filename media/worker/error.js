/** The code of an error of Node's, such as ENOENT, or ''. By its shape: in tests it may come from another realm. @param {unknown} error */
export function codeOf(error) {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
}

/** What an error says, or the reason that it carries: fetch says "fetch failed" and keeps it in `cause`. @param {unknown} error @returns {string} */
export function reasonOf(error) {
  if (typeof error !== 'object' || error === null) return String(error)
  if ('cause' in error && error.cause) return reasonOf(error.cause)
  const message = 'message' in error ? String(error.message) : ''
  return message || codeOf(error) || String(error)
}
