// The embedded engine's file system, made durable. PGlite's own never calls fsync, so a power cut destroys it.
//
// The write-ahead log is synced late but never too late: PostgreSQL's request is noted, and carried out before any
// answer leaves the worker (settle) and before anything is written to any other file. So several statements that
// arrived together share one sync, and the rule "log before data" holds on the disk too. A failed sync is not
// survivable (the kernel may have dropped the pages): it is thrown out of settle and the worker ends; the log is
// replayed at the next start.
import { closeSync, fdatasyncSync, fsyncSync, openSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'

/** The part of Emscripten's NODEFS that is hooked here; internals, so the version of PGlite is pinned. */
interface Stream {
  node: object
  nfd?: number
}
interface HookedFs {
  realPath(node: object): string
  stream_ops: {
    fsync?: (stream: Stream) => number
    write(stream: Stream, ...rest: unknown[]): number
    close(stream: Stream): void
    setattr(stream: Stream, attributes: unknown): void
  }
  node_ops: {
    rename(node: object, folder: object, name: string): void
    unlink(folder: object, name: string): void
    setattr(node: object, attributes: unknown): void
  }
}
type Preparation = { NODEFS?: HookedFs; FS?: { filesystems?: { NODEFS?: HookedFs } } }

function syncFile(path: string): void {
  const file = openSync(path, 'r')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

export class DurableFs extends NodeFS {
  /** How often the disk was really asked to keep something; grows with every commit. */
  syncs = 0
  /** Bytes of write-ahead log since the start. */
  logBytes = 0
  readonly #log: string
  /** Log file that PostgreSQL believes to be on the disk and that is not yet. */
  #owed: number | undefined
  readonly #known = new Set<string>()
  readonly #isLog = new Map<number, boolean>()

  constructor(folder: string) {
    super(folder)
    this.#log = `${join(folder, 'pg_wal')}${sep}`
  }

  override async init(pg: PGlite, options: Parameters<NodeFS['init']>[1]): ReturnType<NodeFS['init']> {
    const made = await super.init(pg, options)
    made.emscriptenOpts.preRun = [
      ...(made.emscriptenOpts.preRun ?? []),
      (module: unknown) => this.#hook(nodeFsOf(module as Preparation)),
    ]
    return made
  }

  /** Pays what is owed to the disk. Throws when the disk refuses; then nothing more may be answered. */
  settle(): void {
    if (this.#owed === undefined) return
    const file = this.#owed
    this.#owed = undefined
    fdatasyncSync(file)
    this.syncs++
  }

  #hook(fs: HookedFs): void {
    const { write, close, setattr } = fs.stream_ops
    const { rename, unlink, setattr: setNode } = fs.node_ops
    fs.stream_ops.fsync = (stream) => this.#sync(fs, stream)
    fs.stream_ops.write = (stream, ...rest) => {
      const log = this.#belongsToLog(fs, stream)
      if (!log) this.settle()
      const written = write(stream, ...rest)
      if (log) this.logBytes += written
      return written
    }
    fs.stream_ops.close = (stream) => {
      this.settle()
      if (stream.nfd !== undefined) this.#isLog.delete(stream.nfd)
      close(stream)
    }
    fs.stream_ops.setattr = (stream, attributes) => {
      this.settle()
      setattr(stream, attributes)
    }
    fs.node_ops.setattr = (node, attributes) => {
      this.settle()
      setNode(node, attributes)
    }
    fs.node_ops.unlink = (folder, name) => {
      this.settle()
      this.#known.delete(join(fs.realPath(folder), name))
      unlink(folder, name)
    }
    fs.node_ops.rename = (node, folder, name) => {
      this.settle()
      const old = fs.realPath(node)
      const from = dirname(old)
      const to = fs.realPath(folder)
      rename(node, folder, name)
      this.#known.delete(old)
      this.#known.delete(join(to, name))
      this.#syncPath(to)
      if (to !== from) this.#syncPath(from)
    }
  }

  #sync(fs: HookedFs, stream: Stream): number {
    const path = fs.realPath(stream.node)
    if (stream.nfd === undefined) {
      this.settle()
      this.#syncPath(path)
      return 0
    }
    if (this.#known.has(path) && path.startsWith(this.#log)) {
      if (this.#owed !== stream.nfd) this.settle()
      this.#owed = stream.nfd
      return 0
    }
    this.settle()
    fsyncSync(stream.nfd)
    this.syncs++
    if (!this.#known.has(path)) {
      // A new file's name is safe only when its folder is.
      this.#known.add(path)
      this.#syncPath(dirname(path))
    }
    return 0
  }

  #syncPath(path: string): void {
    syncFile(path)
    this.syncs++
  }

  #belongsToLog(fs: HookedFs, stream: Stream): boolean {
    if (stream.nfd === undefined) return false
    let known = this.#isLog.get(stream.nfd)
    if (known === undefined) {
      known = fs.realPath(stream.node).startsWith(this.#log)
      this.#isLog.set(stream.nfd, known)
    }
    return known
  }
}

function nodeFsOf(module: Preparation): HookedFs {
  const fs = module.NODEFS ?? module.FS?.filesystems?.NODEFS
  if (!fs) throw new Error('This build of PGlite has no NODEFS to hook: the pinned version was changed.')
  return fs
}
