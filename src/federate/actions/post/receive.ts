// The addresses of the post: letters are brought, and fetched by those that cannot be reached. The seal and the signatures say who speaks,
// never the address that a request comes from, nor a cookie or a token.
import { faultIn, type RawRoute } from '#platform/http/index.ts'
import { LettersBrought, lettersPath, mostRequestBytes } from '../../model/post.ts'
import { wireVersion } from '../../model/wire.ts'
import { addressClass } from '../../rules/post/address-class.ts'
import { linesOf } from '../../store/post/look.ts'
import { answerTo, takeAll } from './answers.ts'
import type { Desk } from './desk.ts'
import { askerOf, lettersFor } from './fetch.ts'

const path = `/federate/v1/${lettersPath}`
const json = (status: number, body: unknown) => ({ status, type: 'application/json', body: JSON.stringify(body) })
const problem = (status: number, title: string, whatToDo: string) => ({
  status,
  type: 'application/problem+json',
  body: JSON.stringify({ title, status, whatToDo }),
})

export function postRoutes(desk: Desk): RawRoute[] {
  return [
    {
      method: 'POST',
      path,
      maxBytes: mostRequestBytes,
      async handle(edge, _url, request) {
        const brought = lettersIn(request.body)
        if (!brought)
          return problem(400, 'These are no letters', `Send { "v": ${wireVersion}, "letters": [envelopes] } as JSON.`)
        const { address } = edge
        const came = await takeAll(desk, brought, { route: 'line', addressClass: addressClass(address), address })
        return json(200, await answerTo(desk, came))
      },
    },
    {
      method: 'GET',
      path,
      async handle(_edge, url, request) {
        const peer = await askerOf(desk, request.headers['tocsin-ask'])
        if (!peer || url.searchParams.get('to') !== peer.id)
          return problem(
            403,
            'The question is not signed by a node that we trust',
            'Sign it anew: each counts once, for five minutes.',
          )
        const lines = await linesOf(desk.room.journal.sql, peer.id)
        return json(
          200,
          await lettersFor(
            desk,
            peer,
            lines.map((line) => line.realm),
          ),
        )
      },
    },
  ]
}

/** One envelope stands for a list of one. */
function lettersIn(body: Uint8Array): readonly unknown[] | undefined {
  try {
    const read: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
    if (!faultIn(LettersBrought, read)) return (read as LettersBrought).letters
    return typeof read === 'object' && read !== null && 'head' in read ? [read] : undefined
  } catch {
    return undefined
  }
}
