// The line to one node: everything that others send it goes through here, so that a test can cut the link between two of them while all
// others go on. It forwards on loopback; a letter says on its outside whom it is from.
import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Link {
  url: string
  /** Where the node really listens; it moves when the node is started again. */
  to: string
  /** Node ids whose letters do not get through. */
  cut: Set<string>
  /** How many were stopped. */
  stopped: number
  close(): void
}

export async function openLink(): Promise<Link> {
  const link: Link = { url: '', to: '', cut: new Set(), stopped: 0, close: () => {} }
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('error', () => outgoing.destroy())
    incoming.on('end', () => {
      const body = Buffer.concat(chunks)
      if (link.to === '' || link.cut.has(senderOf(incoming.url ?? '', body))) {
        link.stopped++
        incoming.socket.destroy()
        return
      }
      const { hostname, port } = new URL(link.to)
      const { host: _host, ...headers } = incoming.headers
      const forward = request(
        {
          hostname,
          port,
          method: incoming.method,
          path: incoming.url,
          headers: { ...headers, host: new URL(link.url).host },
        },
        (answer) => {
          outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
          answer.pipe(outgoing)
        },
      )
      forward.on('error', () => incoming.socket.destroy())
      forward.end(body)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  link.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  link.close = () => {
    server.close()
    server.closeAllConnections()
  }
  return link
}

/** All parties of one request stand on its first envelope. */
function senderOf(path: string, body: Buffer): string {
  if (!path.startsWith('/federate/v1/letters') || body.length === 0) return ''
  return /"from":"([0-9a-f-]{36})"/.exec(body.subarray(0, 2000).toString('latin1'))?.[1] ?? ''
}
