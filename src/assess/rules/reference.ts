// The number that people say on the telephone.
export function referenceOf(kind: 'INC' | 'RPT' | 'ASM', year: number, number: number): string {
  return `${kind}-${year}-${String(number).padStart(4, '0')}`
}
