/** How long an answer asks to wait, milliseconds; null where it does not say. Seconds alone (RFC 9110 §10.2.3). */
export const retryAfterMs = (headers: Headers): number | null => {
  const text = headers.get('Retry-After') ?? ''
  return /^\d{1,5}$/.test(text) ? Number(text) * 1000 : null
}
