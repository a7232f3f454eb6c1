/** This device's clock, milliseconds since the epoch; it decides nothing, and is only compared with the server's. */
export const deviceNow = (): number => Date.now()

/** A random wait between two bounds, milliseconds, so that a hall of tablets does not come back at one instant. */
export const jitter = (from: number, to: number): number => from + Math.random() * (to - from)
