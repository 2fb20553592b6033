// How ClickHouse is asked over HTTP, against a stand-in on loopback.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type ClickHouse, createClickHouse } from './clickhouse-http.ts'

let server: Server
let house: ClickHouse
let asked: { url: URL; body: string; headers: IncomingMessage['headers'] }[]
let answer: (response: ServerResponse) => void

beforeEach(async () => {
  asked = []
  answer = (response) => response.end('')
  server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const url = new URL(request.url ?? '', 'http://here')
      asked.push({ url, body: Buffer.concat(chunks).toString(), headers: request.headers })
      answer(response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  house = createClickHouse({ url: `http://us%40er:pa%3Ass@127.0.0.1:${port}/tocsin`, patienceMs: 200 })
})
afterEach(async () => {
  await house.close()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

test('values travel beside the statement, never in it', async () => {
  answer = (response) => response.end('{"a":1}\n{"a":2}\n')
  const hostile = "x'; drop table t; --\\\t\n{b:String}"
  expect(await house.ask('select {name:String}', { name: hostile, from: 10 })).toEqual([{ a: 1 }, { a: 2 }])
  expect(asked[0]?.body).toBe('select {name:String}')
  expect(asked[0]?.url.searchParams.get('param_name')).toBe("x'; drop table t; --\\\\\\t\\n{b:String}")
  expect(asked[0]?.url.searchParams.get('param_from')).toBe('10')
})

test('user, password and database are of the address, and travel in headers', async () => {
  await house.insert('t', [{ a: 1 }, { a: 2 }])
  expect(asked[0]?.headers).toMatchObject({
    'x-clickhouse-user': 'us@er',
    'x-clickhouse-key': 'pa:ss',
    'x-clickhouse-database': 'tocsin',
  })
  expect(asked[0]?.body).toBe('{"a":1}\n{"a":2}')
  expect(asked[0]?.url.href).not.toContain('pa')
})

test('what the server refuses is an error with its code', async () => {
  answer = (response) => response.writeHead(404, { 'x-clickhouse-exception-code': '60' }).end('Code: 60. No such table')
  await expect(house.ask('select', {})).rejects.toMatchObject({
    code: 60,
    message: 'ClickHouse answered 404: Code: 60. No such table',
  })
})

test('a server that hangs, breaks off or is not there is an error', async () => {
  answer = () => {}
  await expect(house.ask('select', {})).rejects.toMatchObject({ code: null, message: 'ClickHouse does not answer.' })
  answer = (response) => {
    response.writeHead(200, { 'content-length': '100' }).write('{"a":1}\n')
    setTimeout(() => response.destroy(), 10)
  }
  await expect(house.ask('select', {})).rejects.toMatchObject({ message: /in the middle/ })
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await expect(house.ask('select', {})).rejects.toMatchObject({ message: 'ClickHouse does not answer.' })
})
