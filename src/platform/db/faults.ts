// What can go wrong below SQL, as errors that say what to do. SQL's own errors keep their SQLSTATE in `code`.
import { DatabaseError } from 'pg'

/** The disk (or quota) under the database is full. Nothing of the failed statement or transaction was written. */
export class StorageFull extends Error {
  readonly code = '53100'
}

/** The engine or the connection went away. `inFlight`: it is not known whether the statement took effect. */
export class DatabaseDown extends Error {
  readonly code = '08006'
  readonly inFlight: boolean
  constructor(message: string, options: { inFlight: boolean; cause?: unknown }) {
    super(message, { cause: options.cause })
    this.inFlight = options.inFlight
  }
}

/** No turn on the database within the time allowed. */
export class DatabaseBusy extends Error {
  readonly code = '53300'
}

/** A COMMIT that PostgreSQL turned into a ROLLBACK, because a statement in it had failed and the error was swallowed. */
export class NotCommitted extends Error {
  readonly code = '25P02'
}

/** Refusals at start: another process holds the data, the file system cannot be trusted, a migration was changed. */
export class CannotOpen extends Error {}

export function isDatabaseError(error: unknown): error is DatabaseError {
  return error instanceof DatabaseError
}

/** SQLSTATE of any error that came through the door, e.g. '23505' for a unique violation. */
export function sqlState(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}

const lostConnection = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EHOSTUNREACH',
  '57P01',
  '57P02',
  '57P03',
])

/** `lowOnSpace`: the embedded engine has made itself read-only because the disk is nearly full. */
export function translate(error: unknown, lowOnSpace = false): unknown {
  if (!(error instanceof Error) || error instanceof DatabaseDown) return error
  const code = sqlState(error)
  if (code === '53100' || (code === '25006' && lowOnSpace)) {
    const text = 'The disk under the database is full: nothing was written. Make room; writing resumes by itself.'
    return new StorageFull(text, { cause: error })
  }
  if (code !== undefined && lostConnection.has(code)) {
    return new DatabaseDown(`The database cannot be reached (${code}): ${error.message}`, {
      inFlight: true,
      cause: error,
    })
  }
  if (/^(Connection terminated|Client has encountered a connection error|Client was closed)/.test(error.message)) {
    return new DatabaseDown(`The connection to the database was lost: ${error.message}`, {
      inFlight: true,
      cause: error,
    })
  }
  if (/timeout exceeded when trying to connect/.test(error.message)) {
    return new DatabaseBusy(`No connection to the database became free in time. ${busyHint}`, { cause: error })
  }
  return error
}

export const busyHint =
  'A query inside a transaction must use the transaction object it was given, or it waits for itself; otherwise the database is overloaded.'
