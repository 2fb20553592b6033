// What drawing tables asks of the document class beside what src/assess/export/pdfkit.d.ts declares.
declare module 'pdfmake/js/PDFDocument.js' {
  export interface PdfDocument {
    /** Points, in the font and size that are set. */
    widthOfString(text: string): number
    currentLineHeight(includeGap?: boolean): number
  }
}
