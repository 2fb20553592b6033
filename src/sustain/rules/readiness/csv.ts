// Readiness as comma-separated values: one line for each criterion of each network, so that a sheet can turn it as it likes.
import { csvTable } from '#kernel/csv.ts'
import type { Readiness, ReadinessData } from '../../model/readiness.ts'

export interface CsvNetwork {
  organisation: string
  network: string
  country: string | null
  sectors: readonly string[]
  readiness: Readiness
}

const header = [
  'organisation',
  'network',
  'country',
  'sectors',
  'standing',
  'score low',
  'score high',
  'criterion',
  'weight',
  'answer',
  'because',
  'sources',
]

export function readinessCsv(networks: readonly CsvNetwork[], data: ReadinessData): string {
  const lines = networks.flatMap(({ organisation, network, country, sectors, readiness }) =>
    readiness.criteria.map(({ id, answer, because }) => {
      const criterion = data.criteria.find((one) => one.id === id)
      return [
        ...[organisation, network, country ?? '', sectors.join(' '), readiness.standing],
        ...[
          String(readiness.score.low),
          String(readiness.score.high),
          id,
          String(criterion?.weight ?? 0),
          answer,
          because,
        ],
        (criterion?.sources ?? []).join(' '),
      ]
    }),
  )
  return csvTable(header, lines)
}
