// One question to a MISP server, by its key; and what a person can do about each kind of failure.
import { done, type Reply, refuse } from '#kernel/reply.ts'
import type { MispSource } from '../../store/misp/sources.ts'
import type { MispRoom } from './desk.ts'
import { parsed } from './fetch-feed.ts'
import { textOf } from './import.ts'

const timeoutMs = 60_000

export type Asked = Pick<MispSource, 'url' | 'secret'>

/**
 * Refusals: not-there, not-allowed (the key), not-taken, bad-answer, and those of the fetcher.
 * `.json` as well as the header: a server behind a proxy that drops the one still sees the other.
 */
export async function askServer(
  room: MispRoom,
  source: Asked,
  path: string,
  body: unknown,
  maxBytes: number,
): Promise<Reply<{ value: unknown; text: string }>> {
  const headers = { authorization: source.secret ?? '', accept: 'application/json' }
  const url = `${source.url}${path}`
  const got =
    body === undefined
      ? await room.fetcher.get(url, { accept: 'application/json', headers, maxBytes, timeoutMs })
      : await room.fetcher.post(url, {
          ...{ body: JSON.stringify(body), contentType: 'application/json' },
          ...{ headers, maxBytes, timeoutMs },
        })
  if (!got.ok) return got
  const { status, bytes } = got.value
  const why = whyNot(status, path, textOf(bytes.subarray(0, 2_000)))
  if (why !== undefined) return refuse(codeOf(status), why)
  const text = textOf(got.value.bytes)
  const value = parsed(text)
  if (value !== undefined) return done({ value, text })
  const page = /^\s*</.test(text)
  const what = page ? 'a web page' : 'something that is no JSON'
  return refuse('bad-answer', `${path} was answered with ${what}: is the address that of a MISP server?`)
}

function codeOf(status: number): 'not-there' | 'not-taken' | 'not-allowed' | 'bad-answer' {
  if (status === 404 || status === 405) return 'not-there'
  if (status === 401 || status === 403) return 'not-allowed'
  return status === 400 || status === 422 ? 'not-taken' : 'bad-answer'
}

function whyNot(status: number, path: string, body: string): string | undefined {
  if (status >= 200 && status < 300) return undefined
  const said = /"message"\s*:\s*"((?:[^"\\]|\\.){1,300})"/.exec(body)?.[1]
  const words = said === undefined ? '' : ` It says: “${said}”.`
  if (status === 401 || status === 403)
    return `The server does not take the key for ${path} (${status}): ask its administrator for one of a sync user.${words}`
  if (status === 404 || status === 405)
    return `There is no ${path} at that address (${status}): is it that of a MISP server?${words}`
  if (status >= 300 && status < 400) return `${path} leads elsewhere (${status}): give the address it leads to.`
  return `${path} was answered with status ${status}.${words}`
}
