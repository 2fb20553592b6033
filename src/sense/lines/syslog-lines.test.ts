// That lines of many streams come out whole and all, however they are gathered.
import { expect, test } from 'vitest'
import { createSyslogLines } from './syslog-lines.ts'

function gather(put: (into: ReturnType<typeof createSyslogLines>) => void) {
  let text = ''
  let runs = 0
  const lost: Record<string, number> = {}
  const into = createSyslogLines(
    (lines) => {
      runs++
      text += Buffer.from(lines).toString('latin1')
    },
    (reason, count) => {
      lost[reason] = (lost[reason] ?? 0) + count
    },
  )
  put(into)
  into.flush()
  return { lines: text.split('\n').slice(0, -1), runs, lost }
}

test('datagrams become lines, some hundred in a run', () => {
  const sent = Array.from({ length: 3000 }, (_, n) => `GET /page/${n} ${'x'.repeat(n % 200)}`)
  const { lines, runs, lost } = gather((into) => {
    for (const [n, line] of sent.entries()) {
      into.bytes(n, Buffer.from(`<190>Mar 10 09:45:07 web1 nginx: ${line}`))
      into.end(n)
    }
  })
  expect(lines).toEqual(sent)
  expect(runs).toBeLessThan(20)
  expect(lost).toEqual({})
})

test('a stream that ends within a counted frame leaves nothing to the next, and is told once', () => {
  const { lines, lost } = gather((into) => {
    into.bytes(1, Buffer.from('50 <190>x: cut'))
    into.end(1)
    into.bytes(2, Buffer.from('<190>x: whole'))
    into.end(2)
    into.end(2)
  })
  expect(lines).toEqual(['whole'])
  expect(lost).toEqual({ 'frame-short': 1 })
})

test('streams that are open at once keep apart, and too many are counted', () => {
  const { lines, lost } = gather((into) => {
    for (let stream = 0; stream < 1025; stream++) into.bytes(stream, Buffer.from(`<190>x: one-${stream}`))
    for (let stream = 0; stream < 1025; stream++) into.end(stream)
  })
  expect(lines).toEqual(Array.from({ length: 1024 }, (_, stream) => `one-${stream}`))
  expect(lost).toEqual({ 'syslog-streams': 1 })
})
