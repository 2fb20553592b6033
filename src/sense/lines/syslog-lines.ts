// Messages of many syslog streams become runs of lines: the reader of lines is woken once for some hundred of them.
import { createSyslogStream, type SyslogStream } from './syslog.ts'

/** Streams that are open at once. */
const mostStreams = 1024
const runBytes = 65_536

export interface SyslogLines {
  /** A piece of a stream; the first one opens it. */
  bytes(stream: number, bytes: Uint8Array): void
  end(stream: number): void
  /** Gives what is gathered: before anybody asks what was counted. */
  flush(): void
}

/** `onLines` gets whole lines, in a buffer that is used again. `lose`: `syslog-streams`, and what `SyslogCounters` tells. */
export function createSyslogLines(
  onLines: (lines: Uint8Array) => void,
  lose: (reason: string, count: number) => void,
): SyslogLines {
  const streams = new Map<number, SyslogStream>()
  const gathered = new Uint8Array(runBytes)
  let filled = 0
  /** A reader whose stream ended: each datagram is a stream, and would need one of its own. */
  let spare: SyslogStream | undefined

  function flush(): void {
    if (filled > 0) onLines(gathered.subarray(0, filled))
    filled = 0
  }

  function add(line: Uint8Array): void {
    if (filled + line.length > runBytes) flush()
    if (line.length > runBytes) {
      onLines(line)
      return
    }
    gathered.set(line, filled)
    filled += line.length
  }

  function open(stream: number): SyslogStream | undefined {
    if (streams.size >= mostStreams) {
      lose('syslog-streams', 1)
      return undefined
    }
    const reader = spare ?? createSyslogStream(add)
    spare = undefined
    streams.set(stream, reader)
    return reader
  }

  return {
    bytes(stream, bytes) {
      const reader = streams.get(stream) ?? open(stream)
      reader?.push(bytes)
    },
    end(stream) {
      const reader = streams.get(stream)
      if (reader === undefined) return
      streams.delete(stream)
      reader.end()
      const { lost } = reader.counters
      for (const reason in lost) {
        lose(reason, lost[reason] ?? 0)
        delete lost[reason]
      }
      spare = reader
    },
    flush,
  }
}
