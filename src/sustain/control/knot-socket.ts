// The control socket of Knot Resolver 5 in its binary form: a line of Lua goes there, an answer with its length comes back.
import { connect } from 'node:net'

export type Told = { ok: true; text: string } | { ok: false; why: string }

const mostBytes = 512 * 1024
const prompt = '> '

/** Ends within the time limit, whatever is at the other end. */
export function tellKnot(path: string, lua: string, timeoutMilliseconds: number): Promise<Told> {
  return new Promise((resolve) => {
    const socket = connect(path)
    let heard = Buffer.alloc(0)
    const end = (told: Told) => {
      clearTimeout(timer)
      socket.destroy()
      resolve(told)
    }
    const timer = setTimeout(
      () => end({ ok: false, why: `${path} did not answer within ${timeoutMilliseconds} ms` }),
      timeoutMilliseconds,
    )
    socket.on('error', (error) => end({ ok: false, why: `${path}: ${error.message}` }))
    socket.on('close', () => end({ ok: false, why: `${path} was closed before it answered` }))
    socket.on('connect', () => socket.write(`__binary\n${lua}\n`))
    socket.on('data', (chunk: Buffer) => {
      heard = Buffer.concat([heard, chunk])
      const told = answerIn(heard)
      if (told) end(told)
    })
  })
}

/** undefined: more is to come. A prompt stands before the first answer, since the socket begins as one for people. */
export function answerIn(heard: Buffer): Told | undefined {
  const skip = heard.subarray(0, prompt.length).toString('latin1') === prompt ? prompt.length : 0
  if (heard.length < skip + 4) return undefined
  const length = heard.readUInt32BE(skip)
  if (length > mostBytes) return { ok: false, why: 'The control socket answered something that is no answer' }
  if (heard.length < skip + 4 + length) return undefined
  return { ok: true, text: heard.subarray(skip + 4, skip + 4 + length).toString('utf8') }
}
