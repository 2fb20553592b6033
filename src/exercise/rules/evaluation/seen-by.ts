// What of an evaluation somebody is shown who neither directs nor evaluates: nothing that rests on entries that they may not read.
import type { Marking } from '#kernel/marking.ts'
import { mayRead } from '#kernel/may-read.ts'
import type { Reader } from '#kernel/reader.ts'
import type { Evaluation, Proof } from '../../model/evaluation/evaluation.ts'

export function seenBy(
  it: Evaluation,
  reader: Reader,
  realm: string,
  markingOf: (entry: string) => Marking | undefined,
): Evaluation {
  const may = ({ entry }: Proof) => {
    const marking = markingOf(entry)
    return marking !== undefined && mayRead(reader, realm, marking)
  }
  const all = ({ proof }: { proof: readonly Proof[] }) => proof.every(may)
  return {
    ...it,
    objectives: it.objectives.map((one) => ({
      ...one,
      evidence: one.evidence.map((row) => ({ ...row, proof: row.proof.filter(may) })),
    })),
    // That something was expected of all is for all to learn, once it is over; the entry that met it is not.
    times: it.times
      .filter((one) => one.by === 'expected' || all(one))
      .map((one) => ({ ...one, proof: one.proof.filter(may) })),
    told: it.told.filter(all),
    findings: it.findings
      .filter((one) => one.expected !== null || all(one))
      .map((one) => ({ ...one, proof: one.proof.filter(may) })),
    undeterminedTellings: 0,
  }
}
