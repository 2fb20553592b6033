// Reported statements in German, French and Spanish: text, holder, class, and words of what is said. Written for the tests.
export interface Told {
  language: string
  text: string
  holder: string | null
  class: string
  says: string
}

export const told: Told[] = [
  { language: 'de', text: 'Der Konzern teilte am Dienstag mit, Unbekannte hätten sich Zugang zu seinen Systemen verschafft.', holder: 'Der Konzern', class: 'asserts', says: 'Unbekannte hätten sich Zugang' },
  { language: 'de', text: '"Wir arbeiten mit Fachleuten zusammen", sagte ein Sprecher des Ministeriums.', holder: 'ein Sprecher des Ministeriums', class: 'asserts', says: 'Wir arbeiten mit Fachleuten zusammen' },
  { language: 'de', text: 'Nach Angaben von Europol sollen innerhalb von 24 Stunden weitere Details folgen.', holder: 'Europol', class: 'commits', says: 'weitere Details folgen' },
  { language: 'de', text: 'Moskau bestreitet jede Beteiligung.', holder: 'Moskau', class: 'denies', says: 'jede Beteiligung' },
  { language: 'de', text: 'Friedrich Merz hat die Vorwürfe zurückgewiesen.', holder: 'Friedrich Merz', class: 'denies', says: 'die Vorwürfe' },
  { language: 'de', text: 'Am Mittwoch kündigte die Behörde an, das Verfahren zu prüfen.', holder: 'die Behörde', class: 'commits', says: 'das Verfahren zu prüfen' },
  { language: 'de', text: 'Das Unternehmen wollte sich zunächst nicht äußern.', holder: 'Das Unternehmen', class: 'declines to comment', says: '' },
  { language: 'de', text: 'Die Systeme seien sicher, so ein Sprecher des Verbands.', holder: 'ein Sprecher des Verbands', class: 'asserts', says: 'Die Systeme seien sicher' },
  { language: 'fr', text: 'Le groupe a déclaré mardi que des inconnus avaient accédé à ses systèmes.', holder: 'Le groupe', class: 'asserts', says: 'inconnus avaient accédé à ses systèmes' },
  { language: 'fr', text: "\" Nous travaillons avec des experts \", a affirmé un porte-parole de l'entreprise.", holder: "un porte-parole de l'entreprise", class: 'asserts', says: 'Nous travaillons avec des experts' },
  { language: 'fr', text: "Selon une source proche du dossier, l'attaque venait de plusieurs pays.", holder: 'une source proche du dossier', class: 'asserts', says: "l'attaque venait de plusieurs pays" },
  { language: 'fr', text: 'Le ministère a démenti toute négligence.', holder: 'Le ministère', class: 'denies', says: 'toute négligence' },
  { language: 'fr', text: 'Europol a promis des détails dans les 24 heures.', holder: 'Europol', class: 'commits', says: 'détails dans les 24 heures' },
  { language: 'fr', text: "Le groupe n'a pas répondu à nos questions.", holder: 'Le groupe', class: 'declines to comment', says: 'nos questions' },
  { language: 'es', text: 'El grupo dijo el martes que unos desconocidos habían accedido a sus sistemas.', holder: 'El grupo', class: 'asserts', says: 'desconocidos habían accedido a sus sistemas' },
  { language: 'es', text: '"Trabajamos con expertos", afirmó un portavoz de la empresa.', holder: 'un portavoz de la empresa', class: 'asserts', says: 'Trabajamos con expertos' },
  { language: 'es', text: 'El ministerio negó cualquier negligencia.', holder: 'El ministerio', class: 'denies', says: 'cualquier negligencia' },
  { language: 'es', text: 'Europol prometió más detalles en 24 horas.', holder: 'Europol', class: 'commits', says: 'detalles en 24 horas' },
  { language: 'es', text: 'Según el Incibe, no se robaron datos de clientes.', holder: 'el Incibe', class: 'asserts', says: 'no se robaron datos de clientes' },
  { language: 'es', text: 'La empresa no respondió a las preguntas.', holder: 'La empresa', class: 'declines to comment', says: 'las preguntas' },
]
