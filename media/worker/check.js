/**
 * Starts a worker binary and asks of it what a conference will: `node media/worker/check.js BINARY`. Prints one
 * line of JSON, and exits with 1 where the binary is not a worker of this mediasoup version.
 */
import { once } from 'node:events'
import process from 'node:process'
import { createWorker } from 'mediasoup'

/** @param {string} workerBin */
async function check(workerBin) {
  const worker = await createWorker({ workerBin, logLevel: 'none' })
  const ended = once(worker, 'subprocessclose')
  try {
    const router = await worker.createRouter({
      mediaCodecs: [{ kind: 'audio', mimeType: 'audio/opus', clockRate: 48000, channels: 2 }],
    })
    const listenInfo = { protocol: /** @type {const} */ ('udp'), ip: '127.0.0.1' }
    // The first makes a DTLS certificate's transport, the second keys an SRTP session in both directions.
    await router.createWebRtcTransport({ listenInfos: [listenInfo] })
    const plain = await router.createPlainTransport({ listenInfo, enableSrtp: true, rtcpMux: true })
    if (!plain.srtpParameters) throw new Error('no SRTP')
    await plain.connect({ ip: '127.0.0.1', port: 9, srtpParameters: plain.srtpParameters })
    const usage = await worker.getResourceUsage()
    return { ok: true, srtp: plain.srtpParameters.cryptoSuite, memoryKiB: usage.ru_maxrss }
  } finally {
    worker.close()
    await ended
  }
}

try {
  process.stdout.write(`${JSON.stringify(await check(process.argv[2] ?? ''))}\n`)
} catch (error) {
  process.stdout.write(`${JSON.stringify({ ok: false, reason: String(error) })}\n`)
  process.exitCode = 1
}
