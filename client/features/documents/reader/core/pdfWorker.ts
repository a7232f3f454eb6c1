// The order counts: pdf.js looks for the browser's decoder when it starts.
import './eagerImages.ts'
import 'pdfjs-dist/legacy/build/pdf.worker.mjs'
