// A document as pieces that PDF, HTML and Markdown draw alike: what it says comes from rules, how it looks from here.
import type { Instant } from './time.ts'

export type Piece =
  | { kind: 'heading'; text: string }
  | { kind: 'text'; text: string; tone: 'plain' | 'quiet' | 'alarm' }
  | { kind: 'list'; items: string[] }
  | { kind: 'table'; header: string[]; rows: string[][] }

export interface Paper {
  title: string
  /** Version and state in a few words: 'Version 2, in force'. */
  standing: string
  /** Of the record: it stands at the head and foot of each page. */
  marking: string
  exercise: boolean
  facts: [string, string][]
  pieces: Piece[]
  /** SHA-256 (hex) of what the paper says: the same figure stands in every file. */
  digest: string
  at: Instant
}
