// A power cut in the middle of writes, on a disk of our own: everything not yet flushed is dropped, as when the plug is
// pulled. Needs root, a loop device, mkfs.ext4 and python3 (for one ioctl); otherwise it is skipped and says why.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { acknowledged, buildProgram, type Findings, inspect, kill, letItWrite, start } from '../setup/faults.ts'
import { storageKind } from '../setup/storage.ts'

const rounds = 3
const missing = whatIsMissing()
const why = missing ? ` (not run: ${missing})` : ''

function whatIsMissing(): string | undefined {
  if (storageKind === 'postgres') return 'only the embedded engine is ours to cut off'
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'needs root on Linux'
  if (!existsSync('/dev/loop-control')) return 'needs loop devices'
  for (const program of ['mkfs.ext4', 'mount', 'umount', 'python3']) {
    try {
      execFileSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' })
    } catch {
      return `needs ${program}`
    }
  }
  return undefined
}

const run = (program: string, ...args: string[]) => execFileSync(program, args, { stdio: ['ignore', 'ignore', 'pipe'] })

/** A disk in a file. `cut` drops all that was not flushed and brings the disk back as after a power cut. */
class Disk {
  readonly mounted: string
  readonly #image: string
  constructor(folder: string, name: string) {
    this.mounted = join(folder, name)
    this.#image = `${this.mounted}.img`
    mkdirSync(this.mounted)
    writeFileSync(this.#image, '')
    truncateSync(this.#image, 512 * 1024 * 1024)
    run('mkfs.ext4', '-q', '-F', this.#image)
    this.#mount()
  }
  #mount(): void {
    // A long commit interval: what is not asked for by fsync stays in memory for the length of the test.
    run('mount', '-o', 'loop,commit=300', this.#image, this.mounted)
  }
  cut(): void {
    const shutdownWithoutFlush =
      'import fcntl,os,struct,sys;fcntl.ioctl(os.open(sys.argv[1],0),0x8004587d,struct.pack("I",2))'
    run('python3', '-c', shutdownWithoutFlush, this.mounted)
  }
  again(): void {
    run('umount', this.mounted)
    this.#mount()
  }
  remove(): void {
    run('umount', this.mounted)
    rmSync(this.#image)
  }
}

let folder = ''
const programs = new Map<string, string>()
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin-power-'))
  if (missing) return
  for (const name of ['writer', 'careless-writer']) programs.set(name, await buildProgram(name))
})
afterAll(() => {
  for (const file of programs.values()) rmSync(file, { force: true })
  rmSync(folder, { recursive: true, force: true })
})

/** One disk, one first start, one cut while writing; returns what was acknowledged and what is found afterwards. */
async function round(name: string, program: string): Promise<{ acks: number[]; found: Findings | Error }> {
  const disk = new Disk(folder, name)
  try {
    const ackFile = join(folder, `${name}.acks`)
    const dataDir = join(disk.mounted, 'data')
    const { child, writing } = start(programs.get(program) ?? '', [dataDir, ackFile])
    await writing
    await letItWrite(ackFile, 300 + Math.random() * 1500)
    // Acknowledged before the cut began; what is acknowledged while it happens proves nothing either way.
    const acks = acknowledged(ackFile)
    disk.cut()
    await kill(child)
    disk.again()
    const found = await inspect(dataDir, acks).catch((error: unknown) =>
      error instanceof Error ? error : new Error(String(error)),
    )
    return { acks, found }
  } finally {
    disk.remove()
  }
}

test.skipIf(missing)(`nothing acknowledged is lost in ${rounds} power cuts${why}`, { timeout: 240_000 }, async () => {
  for (let n = 0; n < rounds; n++) {
    const { acks, found } = await round(`cut-${n}`, 'writer')
    expect(acks.length).toBeGreaterThan(0)
    expect(found).toMatchObject({ lost: [], damaged: 0, halfPairs: 0, indexDiffers: false })
  }
})

test.skipIf(missing)(
  `the same cut does destroy what was written without asking the disk to keep it${why}`,
  { timeout: 120_000 },
  async () => {
    const { acks, found } = await round('careless', 'careless-writer')
    expect(acks.length).toBeGreaterThan(0)
    const harmed = found instanceof Error || found.lost.length > 0 || found.damaged > 0
    expect(harmed).toBe(true)
  },
)
