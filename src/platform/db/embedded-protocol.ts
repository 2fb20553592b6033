// What the embedded engine's thread is told to do at its start, and what it says besides PostgreSQL's wire protocol.

export type WorkerTask =
  | { kind: 'create'; folder: string }
  | { kind: 'serve'; folder: string; sharedBuffersMb: number; reserveMb: number; upkeepEveryMs: number }

export type FromWorker =
  | Uint8Array
  | { kind: 'created' }
  | { kind: 'ready' }
  | { kind: 'closed' }
  /** The disk is nearly full: writes are refused until it is not. */
  | { kind: 'space'; low: boolean; freeMb: number }
  /** Something failed that nobody asked for and that harms nobody yet. */
  | { kind: 'trouble'; what: string }
  | { kind: 'dying'; reason: string }
