/**
 * Asks the server on this machine whether it is up: `node scripts/health.js [ADDRESS]`, exit code 0 where it is. The
 * container's health check.
 */
const address = process.argv[2] ?? `http://127.0.0.1:${process.env.PHS_PORT ?? 8080}`

try {
  const response = await fetch(new URL('/api/health', address), { signal: AbortSignal.timeout(4000) })
  console.log(`${response.status} ${await response.text()}`)
  process.exitCode = response.ok ? 0 : 1
} catch (error) {
  console.log(String(error))
  process.exitCode = 1
}
