import { type Config, ConfigError, readConfig } from '../config.ts'
import { done, type Outcome, refuse } from './sentences.ts'

/** The configuration, or the sentence that says what is wrong with it. */
export const toolConfig = (): Outcome<Config> => {
  try {
    return done(readConfig())
  } catch (error) {
    if (error instanceof ConfigError) return refuse('config.invalid', { reason: error.said })
    throw error
  }
}

export const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''

export const reasonOf = (error: unknown): string =>
  codeOf(error) ||
  (typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error))
