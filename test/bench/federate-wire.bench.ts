// Letters of 1 MB, as they carry some hundred records: signed and sealed, opened and verified; and its single steps. Medians of 15 rounds.
import os from 'node:os'
import { actor, fixedBytes, letterFrom, senderOf } from '#federate/testdata/wire-actors.ts'
import { openLetter, readEnvelope, sealLetter } from '#federate/wire/envelope.ts'
import { sealingSecret } from '#federate/wire/seal.ts'
import { signingSecrets, signValue, verifyValue } from '#federate/wire/sign.ts'

const rounds = 15
const parts = 400
const north = actor('north')
const south = actor('south')
const [key] = south.content.seals
if (!key) throw new Error('no key')

/** Some hundred parts that add up to about 1 MB. */
const letter = letterFrom(north, south, {
  parts: Array.from({ length: parts }, (_none, at) => ({
    part: 'copy',
    subject: `0195${String(at).padStart(4, '0')}-0000-7000-8000-000000000000`,
    state: { title: `Record ${at}`, text: 'What was said of it. '.repeat(115), times: [at, at + 1] },
  })),
})

/** On a machine that others use, the time of the processor says more than the time on the wall. */
function median(work: () => unknown): { wall: number; cpu: number } {
  const all = Array.from({ length: rounds }, () => {
    const [began, used] = [performance.now(), process.cpuUsage()]
    work()
    const { user, system } = process.cpuUsage(used)
    return { wall: performance.now() - began, cpu: (user + system) / 1000 }
  })
  const middle = (of: 'wall' | 'cpu') => all.map((one) => one[of]).sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0
  const rounded = (value: number) => Math.round(value * 10) / 10
  return { wall: rounded(middle('wall')), cpu: rounded(middle('cpu')) }
}

const sealed = sealLetter(letter, key, senderOf(north))
if (!sealed.ok) throw new Error(sealed.refusal)
const text = JSON.stringify(sealed.value)
const signature = signValue('tocsin/letter/1', letter, north.secrets, fixedBytes('chance'))

function openAll(): void {
  const read = readEnvelope(JSON.parse(text))
  if (!read.ok) throw new Error(read.refusal)
  const opened = openLetter(read.value, south.sealing, [north.content.signs])
  if (!opened.ok) throw new Error(opened.refusal)
}

const small = letterFrom(north, south)
const smallSealed = sealLetter(small, key, senderOf(north))
if (!smallSealed.ok) throw new Error(smallSealed.refusal)

console.log(
  JSON.stringify({
    aim: '10,000 sealed entries in 10 s end to end: 25 letters of 400',
    rounds,
    parts,
    letterBytes: JSON.stringify(letter).length,
    load: os.loadavg().map((value) => Math.round(value * 10) / 10),
    perLetterMs: {
      signAndSeal: median(() => sealLetter(letter, key, senderOf(north))),
      openAndVerify: median(openAll),
      signAlone: median(() => signValue('tocsin/letter/1', letter, north.secrets, fixedBytes('chance'))),
      verifyAlone: median(() => verifyValue('tocsin/letter/1', letter, signature, north.secrets.signs)),
    },
    smallLetterMs: {
      signAndSeal: median(() => sealLetter(small, key, senderOf(north))),
      openAndVerify: median(() => openLetter(smallSealed.value, south.sealing, [north.content.signs])),
    },
    keysMs: {
      signing: median(() => signingSecrets({ ed25519: fixedBytes('a'), mlDsa65: fixedBytes('b') })),
      sealing: median(() => sealingSecret(fixedBytes('c'))),
    },
  }),
)
