// A pattern of STIX (section 9) as a tree: what an indicator looks for.

export type Literal =
  | { is: 'string'; value: string }
  | { is: 'integer'; value: number }
  /** As it was written, without a sign of plus: a double would not print back the same. */
  | { is: 'float'; value: string }
  | { is: 'boolean'; value: boolean }
  | { is: 'hex' | 'binary' | 'timestamp'; value: string }

/** A name, a place in a list, or any place. */
export type PathStep = { is: 'name'; name: string } | { is: 'index'; index: number } | { is: 'any' }

export interface ObjectPath {
  type: string
  steps: PathStep[]
}

export const comparators = ['=', '!=', '>', '<', '>=', '<=', 'IN', 'LIKE', 'MATCHES', 'ISSUBSET', 'ISSUPERSET'] as const
export type Comparator = (typeof comparators)[number]

export type Comparison =
  | {
      is: 'test'
      path: ObjectPath
      not: boolean
      comparator: Comparator
      value: Literal | { is: 'set'; values: Literal[] }
    }
  | { is: 'exists'; not: boolean; path: ObjectPath }
  | { is: 'and' | 'or'; of: Comparison[] }

export type Qualifier =
  | { is: 'within'; seconds: string }
  | { is: 'repeats'; times: number }
  | { is: 'start-stop'; start: string; stop: string }

export type Observation =
  | { is: 'observation'; of: Comparison }
  | { is: 'and' | 'or' | 'followedby'; of: Observation[] }
  | { is: 'qualified'; of: Observation; by: Qualifier }
