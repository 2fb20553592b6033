// The way out, against real servers on loopback: what is refused, what is bounded, and what comes back.
import { createServer, type RequestListener, type Server } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from 'node:net'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import { createFetcher, type FetcherOptions, type GetOptions } from './index.ts'

const servers: (Server | TcpServer)[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) {
    if ('closeAllConnections' in server) server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

async function listen(server: Server | TcpServer): Promise<number> {
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}
const serve = (handle: RequestListener) => listen(createServer(handle))

const asked: GetOptions = { accept: '*/*', maxBytes: 100_000, timeoutMs: 3000 }
const open = (more: Partial<FetcherOptions> = {}) => createFetcher({ allow: ['127.0.0.1'], ...more })

describe('what is never fetched', () => {
  test.each([
    ['http://127.0.0.1:PORT/', 'address-not-allowed'],
    ['http://2130706433:PORT/', 'address-not-allowed'],
    ['http://0x7f000001:PORT/', 'address-not-allowed'],
    ['http://0177.0.0.1:PORT/', 'address-not-allowed'],
    ['http://127.1:PORT/', 'address-not-allowed'],
    ['http://127.0.0.1.:PORT/', 'address-not-allowed'],
    ['http://[::ffff:127.0.0.1]:PORT/', 'address-not-allowed'],
    ['http://[::1]:PORT/', 'address-not-allowed'],
    ['http://localhost:PORT/', 'address-not-allowed'],
    ['http://localhost.:PORT/', 'address-not-allowed'],
    ['http://LOCALHOST:PORT/', 'address-not-allowed'],
    ['http://0/', 'address-not-allowed'],
    ['http://169.254.169.254/latest/meta-data', 'address-not-allowed'],
    ['http://user:word@example.org/', 'bad-address'],
    ['http://example.org:0/', 'bad-address'],
    ['file:///etc/passwd', 'bad-address'],
    ['data:text/plain,hello', 'bad-address'],
    ['ftp://example.org/', 'bad-address'],
    ['gopher://127.0.0.1/', 'bad-address'],
    ['not an address', 'bad-address'],
  ])('%s', async (url, refusal) => {
    let asked1 = 0
    const port = await serve((_request, response) => {
      asked1++
      response.end('secret')
    })
    const reply = await createFetcher({ allow: [] }).get(url.replace('PORT', String(port)), asked)
    expect(reply).toMatchObject({ ok: false, refusal })
    expect(asked1).toBe(0)
  })

  test('a name that points to a private address', async () => {
    const fetcher = createFetcher({ allow: [], resolve: async () => ['10.0.0.7', '::ffff:192.168.0.1'] })
    expect(await fetcher.get('http://feeds.example.org/', asked)).toMatchObject({
      ok: false,
      refusal: 'address-not-allowed',
    })
  })

  test('a redirect to a closed address, at every kind of redirect', async () => {
    let reached = 0
    const inner = await serve((_request, response) => {
      reached++
      response.end('secret')
    })
    for (const status of [301, 302, 303, 307, 308]) {
      const port = await serve((_request, response) =>
        response.writeHead(status, { location: `http://127.0.0.2:${inner}/` }).end(),
      )
      expect(await open().get(`http://127.0.0.1:${port}/`, asked)).toMatchObject({
        ok: false,
        refusal: 'address-not-allowed',
      })
    }
    expect(reached).toBe(0)
  })

  test('the node itself, even where loopback is allowed', async () => {
    const port = await serve((_request, response) => response.end('me'))
    const fetcher = open({ ownPort: () => port })
    expect(await fetcher.get(`http://127.0.0.1:${port}/api`, asked)).toMatchObject({
      ok: false,
      refusal: 'address-not-allowed',
    })
  })
})

describe('names that change their answer', () => {
  test('the socket goes to the address that was judged, so a second answer gains nothing', async () => {
    let reached = 0
    const port = await serve((_request, response) => {
      reached++
      response.end('secret')
    })
    let turn = 0
    // First a documentation address that nobody is at, then the loopback address.
    const fetcher = createFetcher({
      allow: ['198.51.100.7'],
      resolve: async () => (turn++ === 0 ? ['198.51.100.7'] : ['127.0.0.1']),
    })
    const reply = await fetcher.get(`http://rebind.example.org:${port}/`, { ...asked, timeoutMs: 700 })
    expect(reply.ok).toBe(false)
    expect(reached).toBe(0)
    expect(turn).toBe(1)
  })

  test('after a redirect the name is judged again', async () => {
    const port = await serve((_request, response) =>
      response.writeHead(302, { location: '/again', connection: 'close' }).end(),
    )
    let turn = 0
    const fetcher = createFetcher({
      allow: ['127.0.0.1'],
      resolve: async () => (turn++ === 0 ? ['127.0.0.1'] : ['127.0.0.9']),
    })
    expect(await fetcher.get(`http://rebind.example.org:${port}/`, asked)).toMatchObject({
      ok: false,
      refusal: 'address-not-allowed',
    })
    expect(turn).toBe(2)
  })

  test('of several addresses only the open ones are tried', async () => {
    const port = await serve((_request, response) => response.end('fine'))
    const fetcher = open({ resolve: async () => ['127.0.0.3', '127.0.0.1'] })
    const reply = await fetcher.get(`http://two.example.org:${port}/`, asked)
    expect(reply.ok && Buffer.from(reply.value.bytes).toString()).toBe('fine')
  })
})

describe('what comes back', () => {
  test('bytes, status, headers and the address that answered in the end', async () => {
    const port = await serve((request, response) => {
      if (request.url === '/') response.writeHead(301, { location: '/feed' }).end()
      else
        response
          .writeHead(200, { etag: '"a"', 'content-type': 'text/plain' })
          .end(`${request.headers['if-none-match']} ${request.headers.cookie}`)
    })
    const reply = await open().get(`http://127.0.0.1:${port}/#part`, { ...asked, etag: '"old"' })
    expect(reply).toMatchObject({
      ok: true,
      value: { status: 200, finalUrl: `http://127.0.0.1:${port}/feed`, notModified: false, headers: { etag: '"a"' } },
    })
    expect(reply.ok && Buffer.from(reply.value.bytes).toString()).toBe('"old" undefined')
  })

  test('304 as "not modified", and an error status as an answer', async () => {
    const port = await serve((request, response) =>
      response.writeHead(request.url === '/a' ? 304 : 503, { 'retry-after': '120' }).end(),
    )
    expect(await open().get(`http://127.0.0.1:${port}/a`, asked)).toMatchObject({
      ok: true,
      value: { notModified: true },
    })
    expect(await open().get(`http://127.0.0.1:${port}/b`, asked)).toMatchObject({
      ok: true,
      value: { status: 503, headers: { 'retry-after': '120' } },
    })
  })

  test.each(['gzip', 'br'])('a body in %s is unpacked', async (encoding) => {
    const text = 'text '.repeat(1000)
    const port = await serve((_request, response) => {
      response
        .writeHead(200, { 'content-encoding': encoding })
        .end(encoding === 'gzip' ? gzipSync(text) : brotliCompressSync(text))
    })
    const reply = await open().get(`http://127.0.0.1:${port}/`, asked)
    expect(reply.ok && Buffer.from(reply.value.bytes).toString()).toBe(text)
  })
})

describe('what is cut short', () => {
  test.each(['gzip', 'br'])('a bomb in %s is given up at the limit', async (encoding) => {
    const zeros = Buffer.alloc(60_000_000)
    const packed = encoding === 'gzip' ? gzipSync(zeros) : brotliCompressSync(zeros.subarray(0, 20_000_000))
    const port = await serve((_request, response) =>
      response.writeHead(200, { 'content-encoding': encoding }).end(packed),
    )
    const before = process.memoryUsage().arrayBuffers
    expect(await open().get(`http://127.0.0.1:${port}/`, asked)).toMatchObject({ ok: false, refusal: 'too-large' })
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000)
  })

  test('a body without an end, announced or not', async () => {
    const endless = await serve((_request, response) => {
      response.writeHead(200)
      const more = () => {
        if (response.destroyed) return
        response.write('x'.repeat(50_000))
        setTimeout(more, 1)
      }
      more()
    })
    expect(await open().get(`http://127.0.0.1:${endless}/`, asked)).toMatchObject({ ok: false, refusal: 'too-large' })
    const announced = await serve((_request, response) =>
      response.writeHead(200, { 'content-length': '50000000' }).flushHeaders(),
    )
    expect(await open().get(`http://127.0.0.1:${announced}/`, asked)).toMatchObject({ ok: false, refusal: 'too-large' })
  })

  test('an answer that drips, in its headers or in its body', async () => {
    const drip = await serve((_request, response) => {
      response.writeHead(200)
      const more = () => {
        if (response.destroyed) return
        response.write('x')
        setTimeout(more, 50)
      }
      more()
    })
    const head = await listen(
      createTcpServer((socket) => {
        socket.on('error', () => undefined)
        socket.write('HTTP/1.1 200 OK\r\n')
        const more = () => {
          if (socket.destroyed) return
          socket.write('a')
          setTimeout(more, 50)
        }
        more()
      }),
    )
    const short = { ...asked, timeoutMs: 500 }
    for (const port of [drip, head]) {
      const before = Date.now()
      expect(await open().get(`http://127.0.0.1:${port}/`, short)).toMatchObject({ ok: false, refusal: 'timed-out' })
      expect(Date.now() - before).toBeLessThan(2500)
    }
  })

  test('a resolver that never answers', async () => {
    const reply = await open({ resolve: () => new Promise(() => undefined) }).get('http://slow.example.org/', {
      ...asked,
      timeoutMs: 300,
    })
    expect(reply).toMatchObject({ ok: false, refusal: 'timed-out' })
  })

  test('redirects in a circle', async () => {
    let turns = 0
    const port = await serve((_request, response) => {
      turns++
      response.writeHead(302, { location: '/' }).end()
    })
    expect(await open().get(`http://127.0.0.1:${port}/`, asked)).toMatchObject({
      ok: false,
      refusal: 'too-many-redirects',
    })
    expect(turns).toBe(6)
  })

  test('headers without measure, an encoding nobody asked for, and what is not HTTP', async () => {
    const fat = await serve((_request, response) => response.writeHead(200, { 'x-fat': 'x'.repeat(60_000) }).end())
    expect(await open().get(`http://127.0.0.1:${fat}/`, asked)).toMatchObject({ ok: false, refusal: 'too-large' })
    const odd = await serve((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip, gzip' }).end(gzipSync(gzipSync('x'))),
    )
    expect(await open().get(`http://127.0.0.1:${odd}/`, asked)).toMatchObject({ ok: false, refusal: 'bad-answer' })
    const lie = await serve((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('not gzip at all'),
    )
    expect(await open().get(`http://127.0.0.1:${lie}/`, asked)).toMatchObject({ ok: false, refusal: 'bad-answer' })
    const torn = await serve((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x'.repeat(9000)).subarray(0, 20)),
    )
    expect(await open().get(`http://127.0.0.1:${torn}/`, asked)).toMatchObject({ ok: false, refusal: 'bad-answer' })
    const tcp = await listen(
      createTcpServer(
        (socket) =>
          void socket
            .on('error', () => undefined)
            .resume()
            .end('SSH-2.0-OpenSSH\r\n'),
      ),
    )
    expect(await open().get(`http://127.0.0.1:${tcp}/`, asked)).toMatchObject({ ok: false, refusal: 'bad-answer' })
  })

  test('a host where nobody listens', async () => {
    const port = await serve(() => undefined)
    for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve))
    expect(await open().get(`http://127.0.0.1:${port}/`, asked)).toMatchObject({
      ok: false,
      refusal: 'unreachable',
      detail: 'The host refused the connection.',
    })
  })
})
