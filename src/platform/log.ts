// The log: one JSON line per event on standard error, so that standard output stays free for answers.
// No names, addresses, tokens or texts: ids and counts only. What might carry them is redacted as a second wall.
import { destination, type Logger, pino } from 'pino'

export type Log = Logger

export function createLog(level: string): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      redact: {
        paths: [
          'password',
          'token',
          'secret',
          'cookie',
          'authorization',
          'email',
          'address',
          '*.password',
          '*.token',
          '*.secret',
          '*.cookie',
          '*.authorization',
          '*.email',
          '*.address',
        ],
        censor: '[removed]',
      },
    },
    destination({ fd: 2, sync: true }),
  )
}

/** For tests and commands that should be silent. */
export const silent: Log = pino({ level: 'silent' })
