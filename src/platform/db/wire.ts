// PostgreSQL's wire protocol carried by a worker's message port instead of a socket, so that pg's own client speaks to
// the embedded engine and values, errors and notifications are the same as with a server.
import { Duplex } from 'node:stream'
import type { Worker } from 'node:worker_threads'

export class Wire extends Duplex {
  readonly #worker: Worker

  constructor(worker: Worker) {
    super({ readableHighWaterMark: 1 << 20, writableHighWaterMark: 1 << 20 })
    this.#worker = worker
  }

  /** Called by pg where a socket would connect. */
  connect(): this {
    queueMicrotask(() => this.emit('connect'))
    return this
  }

  setNoDelay(): this {
    return this
  }

  setKeepAlive(): this {
    return this
  }

  ref(): this {
    this.#worker.ref()
    return this
  }

  unref(): this {
    this.#worker.unref()
    return this
  }

  /** Bytes that the engine answered with. */
  hear(bytes: Uint8Array): void {
    if (!this.destroyed) this.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#send(chunk)
    done()
  }

  override _writev(chunks: { chunk: Buffer; encoding: BufferEncoding }[], done: () => void): void {
    this.#send(Buffer.concat(chunks.map(({ chunk }) => chunk)))
    done()
  }

  #send(bytes: Buffer): void {
    // A copy of its own: buffers of this size live in a shared pool that must not leave the thread.
    const own = new Uint8Array(bytes)
    this.#worker.postMessage(own, [own.buffer])
  }
}
