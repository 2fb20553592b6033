// Calling an operation from within the node: the same checks as over HTTP, without the wire. For exercises, in which everything that happens
// happens by operations.
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { Reader } from '#kernel/reader.ts'
import { isExercise, type Realm } from '#kernel/realm.ts'
import { type Reply, refuse } from '#kernel/reply.ts'
import { instant } from '#kernel/time.ts'
import type { Clock } from '../clock.ts'
import { newId } from '../id.ts'
import { faultIn } from './input.ts'
import { refusedByPolicy } from './policy.ts'
import type { Binding, Call, Edge } from './types.ts'

export interface Within {
  reader: Reader
  realm: Realm
  upload?: Uint8Array
  /** Makes a repeated call harmless, as the header of that name does. */
  key?: string
}

export type CallWithin = (contract: string, input: unknown, within: Within) => Promise<Reply<unknown>>

/** `bindings` is asked at each call: rooms that call are wired before all of them are there. */
export function createCallWithin(bindings: () => readonly Binding[], clock: Clock, origin: string): CallWithin {
  let known: Map<string, Binding> | undefined
  return async (name, input, { reader, realm, upload, key }) => {
    known ??= new Map(bindings().map((binding) => [binding.contract.name, binding]))
    const binding = known.get(name)
    if (!binding) return refuse('unknown', `There is no operation ${name}.`)
    const { contract } = binding
    const refused = refusedByPolicy(contract, reader)
    if (refused) return refused
    if (!reader.realms.includes(realm)) return refuse('not-allowed', `You are not in the realm ${realm}.`)
    if (contract.onlyLive && isExercise(realm)) return refuse('not-in-exercise')
    const fault = faultIn(contract.input, input)
    if (fault) return fault
    const size = upload?.byteLength ?? 0
    if (contract.upload && size > contract.upload.maxBytes)
      return refuse('too-large', `A file has at most ${contract.upload.maxBytes} bytes.`)
    const view = { reader, realm }
    const keyed = key !== undefined && !contract.answersSecret && contract.does === 'action'
    const call: Call = {
      reader,
      view,
      writer: {
        view,
        verb: name,
        ...(keyed ? { idempotencyKey: key, inputDigest: digestOf(input, upload) } : {}),
      },
      now: instant(clock.in(realm)),
      requestId: newId(clock.now()),
      edge: noEdge(origin),
      ...(contract.upload ? { upload: Readable.from(size > 0 ? [Buffer.from(upload ?? [])] : []) } : {}),
    }
    return binding.handle(input, call)
  }
}

function digestOf(input: unknown, upload: Uint8Array | undefined): string {
  const hash = createHash('sha256').update(JSON.stringify(input))
  return (upload ? hash.update(upload) : hash).digest('hex')
}

/** Nobody's browser: there are no cookies to read, and none to set. */
function noEdge(origin: string): Edge {
  return {
    cookie: () => undefined,
    setCookie: () => {},
    clearCookie: () => {},
    address: '127.0.0.1',
    userAgent: 'Tocsin',
    origin,
    secure: origin.startsWith('https:'),
    sealed: true,
  }
}
