// Runs one program with a time limit and a limit on what it may say. Never through a shell.
import { spawn } from 'node:child_process'

export interface Ran {
  ok: boolean
  out: string
  /** Why it is not ok, in words; empty when it is. */
  why: string
}

const mostBytes = 512 * 1024

/** Ends within the time limit, whatever the program does: then it and its children are killed. */
export function runProgram(program: string, words: readonly string[], timeoutMilliseconds: number): Promise<Ran> {
  return new Promise((resolve) => {
    // A group of its own, so that whatever it starts ends with it.
    const child = spawn(program, [...words], {
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      env: { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' },
    })
    let out = ''
    let error = ''
    let settled = false
    const end = (ran: Ran) => {
      if (settled) return
      settled = true
      clearTimeout(timer)
      killGroup(child.pid)
      resolve(ran)
    }
    const timer = setTimeout(
      () => end({ ok: false, out, why: `${program} did not end within ${timeoutMilliseconds} ms and was cut off` }),
      timeoutMilliseconds,
    )
    const take = (chunk: Buffer, sofar: string): string => {
      const more = sofar + chunk.toString('utf8')
      if (more.length > mostBytes) end({ ok: false, out: '', why: `${program} said more than ${mostBytes} bytes` })
      return more
    }
    child.stdout.on('data', (chunk: Buffer) => {
      out = take(chunk, out)
    })
    child.stderr.on('data', (chunk: Buffer) => {
      error = take(chunk, error)
    })
    child.on('error', (failed: NodeJS.ErrnoException) =>
      end({ ok: false, out, why: `${program} could not be started (${failed.code ?? failed.message})` }),
    )
    child.on('close', (code, signal) => {
      if (code === 0) return end({ ok: true, out, why: '' })
      const last = lastLine(error) || lastLine(out)
      end({ ok: false, out, why: `${program} left with ${code ?? signal}${last ? `: ${last}` : ''}` })
    })
  })
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It has ended already.
  }
}

function lastLine(text: string): string {
  return (text.trim().split('\n').at(-1) ?? '').slice(0, 300)
}
