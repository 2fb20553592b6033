// Short news in German, French and Spanish, written for the tests: cyber news, and ordinary news with the same words.
export interface Abroad {
  language: 'de' | 'fr' | 'es'
  text: string
  cyber: boolean
}

function news(language: Abroad['language'], cyber: boolean, text: string): Abroad[] {
  return text
    .trim()
    .split('\n')
    .map((line) => ({ language, cyber, text: line.replace(' | ', '\n') }))
}

export const abroad: Abroad[] = [
  ...news(
    'de',
    true,
    `Hackerangriff legt Stadtwerke lahm | Seit Montag sind die Rechner der Stadtwerke nicht erreichbar. Unbekannte haben die Daten auf den Servern verschlüsselt und fordern Lösegeld.
Patientendaten aus Klinik entwendet | Ein Klinikverbund in Nordrhein-Westfalen teilte mit, dass Kriminelle rund 40.000 Datensätze kopiert haben. Das Landeskriminalamt ermittelt.
Websites der Landesregierung nach Überlastungsangriff offline | Eine prorussische Gruppe bekannte sich auf Telegram zu den Attacken, durch die mehrere Seiten stundenlang nicht aufrufbar waren.
BSI warnt vor kritischer Lücke in Firewalls | Angreifer nutzen die Schwachstelle bereits aus. Ein Update steht bereit und soll sofort eingespielt werden.
Gefälschte Paket-SMS im Umlauf | Die Polizei warnt vor Nachrichten mit einem Link, über den Betrüger Zugangsdaten zum Onlinebanking abgreifen.
IT-Störung bei der Bahn: Fahrkartenverkauf ausgefallen | Automaten, App und Website funktionierten am Vormittag nicht. Einen Cyberangriff schloss das Unternehmen aus.
Ermittler schalten Darknet-Marktplatz ab | Das Bundeskriminalamt beschlagnahmte Server in drei Ländern und nahm zwei Verdächtige fest.
Universität nimmt Netz vom Internet | Nach einem Einbruch in das Netzwerk wurden alle Passwörter zurückgesetzt. Studierende kommen nicht an ihre E-Mails.
Molkerei schüttet Milch weg: Computer verschlüsselt | Die Abfüllung steht still, weil Erpresser die Server gesperrt haben.
Microsoft stopft 80 Sicherheitslücken | Zum Patchday schließt der Konzern auch zwei Zero-Day-Lücken, die schon angegriffen werden.
Spähsoftware auf Handys von Abgeordneten gefunden | Forensiker wiesen auf drei Telefonen einen Staatstrojaner nach.
Kundendaten eines Reiseportals im Netz | Namen, Adressen und Passnummern von zwei Millionen Kunden standen wochenlang auf einem ungesicherten Server.
Chef-Betrug: Firma überweist 900.000 Euro | Eine Buchhalterin fiel auf gefälschte E-Mails herein, die angeblich vom Geschäftsführer kamen.
Ransomware-Gruppe veröffentlicht Akten eines Anwalts | Auf ihrer Leak-Seite stellten die Täter 300 Gigabyte ein, nachdem die Kanzlei nicht gezahlt hatte.
Landkreis ruft nach Cyberangriff den Katastrophenfall aus | Elterngeld und Kfz-Zulassung sind lahmgelegt, die Verwaltung arbeitet mit Papier und Stift.
Botnetz aus Routern zerschlagen | Europol und Behörden aus acht Staaten schalteten die Steuerserver ab.
Mobilfunk in mehreren Bundesländern gestört | Nach einem fehlerhaften Update konnten Kunden seit dem Morgen weder telefonieren noch surfen.
Angreifer lesen Postfächer einer Partei | Die Partei bestätigte einen Hackerangriff auf ihre E-Mail-Konten und vermutet einen ausländischen Geheimdienst.
Flughafen: Check-in nach Attacke auf Dienstleister von Hand | Die Systeme des Anbieters sind seit Freitagabend ausgefallen.
Passwörter von Schülern kopiert | Ein Unbekannter verschaffte sich Zugriff auf die Lernplattform und erbeutete Zugangsdaten.`,
  ),
  ...news(
    'de',
    false,
    `Später Angriff bringt den Sieg | In der Nachspielzeit traf der Stürmer zum 2:1, die Abwehr hielt bis zum Schluss.
Messerangriff am Bahnhof | Ein Mann wurde schwer verletzt, die Polizei nahm einen Verdächtigen fest.
Hochwasser: Deich gebrochen | Hunderte Anwohner mussten ihre Häuser verlassen, die Feuerwehr pumpt Keller leer.
Grippevirus breitet sich aus | Ärzte melden volle Praxen, viele Patienten sind infiziert.
Entführer fordern Lösegeld für Unternehmer | Die Familie soll eine Million Euro zahlen, die Polizei ermittelt.
Einbrecher stehlen Schmuck aus Museum | Die Täter schalteten die Alarmanlage aus und flohen mit drei Vitrinen.
Stromausfall in drei Stadtteilen | Ein Bagger hatte ein Kabel getroffen, nach zwei Stunden floss der Strom wieder.
Gericht: Bauherr muss Schadenersatz zahlen | Die Richter sahen einen Bruch des Vertrags.
Raketenangriff auf Hafenstadt | Mindestens sechs Menschen wurden getötet, sagte der Gouverneur.
Autokonzern streicht 3.000 Stellen | Der Vorstand verweist auf schwache Nachfrage, die Gewerkschaft kündigt Streiks an.
Zentralbank lässt Zinsen unverändert | Die Inflation liege nahe am Ziel, sagte die Präsidentin.
Zehn Tricks für eine saubere Küche | Essig und alte Gläser helfen gegen Kalk und Fett.
Trojanisches Pferd auf der Bühne | Das Theater zeigt ein Stück über Troja mit einem fünf Meter hohen Pferd.
Leck im Chemiewerk | Ammoniak trat aus, zwei Arbeiter kamen ins Krankenhaus.
Kanzler unter Beschuss wegen Haushalt | Die Opposition griff die Regierung im Bundestag scharf an.
Bahnstreik: Nur jeder dritte Zug fährt | Die Lokführer fordern mehr Geld und legen am Donnerstag die Arbeit nieder.
Anschlag auf Moschee | Ein Bewaffneter griff Betende an, zwei Menschen starben.
Bank meldet Rekordgewinn | Der Umsatz stieg um neun Prozent, die Aktie legte zu.
Bienen durch Milben bedroht | Imker berichten von hohen Verlusten im Frühjahr.
Flugzeug muss wegen technischer Störung umkehren | Nach dem Start fiel eine Pumpe aus, die Passagiere blieben unverletzt.
Polizei hebt Drogenlabor aus | Die Beamten beschlagnahmten 20 Kilogramm Kokain und nahmen vier Männer fest.
Festival mit 90.000 Besuchern | Der Hauptpreis ging an ein Drama über ein Fischerdorf.
Bäckerei eröffnet dritte Filiale | Zwölf Menschen arbeiten in dem Familienbetrieb.
Geldautomat gesprengt | Die Täter entkamen mit einem dunklen Wagen über die Autobahn.
Ausfall des Kapitäns wiegt schwer | Der Mittelfeldspieler fehlt wegen einer Verletzung bis zum Saisonende.
Betrüger verkauften falsche Gemälde | Das Gericht verurteilte zwei Männer zu Haftstrafen.
Wolf greift Schafe an | Auf einer Weide bei Celle wurden elf Tiere gerissen.
Gemeinde baut neues Schwimmbad | Der Rat stimmte mit großer Mehrheit für den Entwurf.
Sicherheitslücke am Zaun: Bär entkommt aus Zoo | Ein Pfleger lockte das Tier mit Honig zurück.
Server in der Eisdiele: Roboter bringt Becher | Die Gäste filmen den neuen Kellner auf Rollen.`,
  ),
  ...news(
    'fr',
    true,
    `Cyberattaque contre un hôpital de l'Essonne | Les serveurs sont chiffrés depuis samedi soir et les pirates réclament une rançon de dix millions d'euros.
Fuite de données chez un opérateur | Les noms, adresses et IBAN de quatre millions de clients ont été dérobés, a reconnu l'entreprise.
Plusieurs sites de ministères inaccessibles | Une attaque par déni de service revendiquée par un groupe prorusse a saturé les serveurs mardi matin.
Une faille critique dans un pare-feu activement exploitée | L'Anssi appelle à installer sans délai le correctif publié par l'éditeur.
Faux SMS de livraison : la police met en garde | Le lien conduit à une page frauduleuse qui récupère les coordonnées bancaires.
Panne informatique géante à la caisse des allocations | Le site et l'application sont restés hors service toute la journée ; il ne s'agit pas d'une cyberattaque.
Un forum de pirates fermé par Europol | Les enquêteurs ont saisi des serveurs et des noms de domaine dans cinq pays.
L'université coupe son réseau après une intrusion | Un accès non autorisé a été détecté dans le système d'information dimanche.
Un rançongiciel paralyse la mairie | L'état civil travaille sur papier, la messagerie est hors service.
Apple corrige deux vulnérabilités zero-day | La mise à jour de sécurité concerne les iPhone et les Mac.
Un logiciel espion dans le téléphone d'un ministre | L'expertise a retrouvé les traces de Pegasus.
Une base de données de patients accessible sans mot de passe | Les dossiers de 500 000 personnes étaient exposés sur un serveur mal configuré.
Arnaque au président : une PME perd deux millions | La comptable a suivi les ordres reçus dans de faux courriels du dirigeant.
Des fichiers d'un cabinet d'avocats publiés sur le darknet | Le groupe LockBit a mis ses menaces à exécution faute de paiement.
Le conseil départemental victime d'une attaque informatique | Les services sont à l'arrêt, une plainte a été déposée.
Un botnet de routeurs démantelé | L'opération internationale a mis hors ligne des centaines de serveurs.
Le réseau mobile en panne dans tout le pays | Une mise à jour défectueuse a privé des millions d'abonnés d'internet.
Des messageries de diplomates piratées | Le ministère confirme que des comptes ont été compromis pendant plusieurs mois.
Aéroport : l'enregistrement perturbé après le piratage d'un prestataire | Les passagers sont inscrits à la main depuis vendredi.
Les identifiants d'élèves volés | Un individu a pénétré dans l'espace numérique et récupéré des mots de passe.`,
  ),
  ...news(
    'fr',
    false,
    `Une attaque tardive offre la victoire | L'attaquant a marqué dans le temps additionnel et la défense a tenu.
Attaque au couteau dans une gare | Un homme a été interpellé par la police, une passante est blessée.
Inondations : la digue a cédé | Des centaines d'habitants ont été évacués dans la nuit.
Le virus de la grippe circule activement | Les médecins signalent une forte hausse des infections.
Les ravisseurs demandent une rançon | L'homme d'affaires a été enlevé devant son domicile.
Des cambrioleurs vident un musée | Ils ont coupé l'alarme avant d'emporter trois tableaux.
Panne d'électricité dans le centre-ville | Un engin de chantier a sectionné un câble.
Le constructeur condamné pour rupture de contrat | Le tribunal lui ordonne de verser trois millions d'euros.
Frappe de missile sur un port | Six personnes ont été tuées, selon le gouverneur.
Le groupe automobile supprime 3 000 emplois | Les syndicats appellent à la grève.
La banque centrale laisse ses taux inchangés | L'inflation est proche de l'objectif, selon sa présidente.
Dix astuces pour une cuisine propre | Le vinaigre et les vieux bocaux font des merveilles.
Le cheval de Troie au théâtre | Une sculpture de cinq mètres attend les spectateurs.
Fuite d'ammoniac dans une usine | Deux ouvriers ont été hospitalisés.
Le premier ministre attaqué sur le budget | L'opposition dénonce les hausses d'impôts.
Grève à la SNCF : un train sur trois | Les conducteurs réclament une hausse des salaires.
Attentat contre une mosquée | Un homme armé a ouvert le feu, deux fidèles sont morts.
La banque annonce un bénéfice record | L'action a gagné quatre pour cent.
Les abeilles menacées par un parasite | Les apiculteurs font état de lourdes pertes.
Un avion fait demi-tour après un incident technique | Les passagers sont indemnes.
Vingt kilos de cocaïne saisis | Les gendarmes ont arrêté quatre hommes.
Le festival bat son record | Un drame sur un village de pêcheurs remporte le prix.
La boulangerie ouvre une troisième boutique | Douze personnes y travaillent.
Distributeur de billets attaqué à l'explosif | Les malfaiteurs ont pris la fuite en voiture.
Le capitaine forfait jusqu'à la fin de la saison | Sa blessure au genou est plus grave que prévu.
Deux escrocs vendaient de faux tableaux | Le tribunal les a condamnés à trois ans de prison.
Un loup attaque un troupeau | Onze brebis ont été tuées près de Gap.
La commune construit une piscine | Le conseil a voté le projet à une large majorité.
Faille sismique sous surveillance | Les géologues installent des capteurs dans la vallée.
Les enfants vulnérables mal protégés | Un rapport pointe les lacunes des services sociaux.`,
  ),
  ...news(
    'es',
    true,
    `Un ciberataque paraliza el hospital Clínic | Los servidores están cifrados desde el domingo y los atacantes piden un rescate de 4,5 millones de dólares.
Filtración de datos en una eléctrica | Los nombres, DNI y cuentas de un millón de clientes fueron robados, reconoció la compañía.
Varias webs de ministerios caídas | Un ataque de denegación de servicio reivindicado por un grupo prorruso dejó inaccesibles las páginas el martes.
Alertan de una vulnerabilidad crítica en cortafuegos | El Incibe pide instalar el parche: los atacantes ya la explotan.
SMS falsos de Correos para robar datos bancarios | El enlace lleva a una página fraudulenta que pide la tarjeta.
Caída global de los sistemas de pago | Los datáfonos no funcionaron durante tres horas por un fallo informático; no fue un ciberataque.
Cae un foro de ciberdelincuentes | La Policía Nacional y Europol incautaron servidores en cinco países.
La universidad desconecta su red tras una intrusión | El acceso no autorizado fue detectado el domingo en el sistema de matrículas.
El ransomware deja sin padrón al Ayuntamiento | Los funcionarios trabajan con papel y el correo está fuera de servicio.
Microsoft corrige dos fallos de día cero | La actualización de seguridad afecta a Windows y Office.
Hallan un programa espía en el móvil de una ministra | El análisis encontró rastros de Pegasus.
Una base de datos de pacientes, accesible sin contraseña | Los historiales de 500.000 personas quedaron expuestos en un servidor.
El fraude del CEO cuesta dos millones a una empresa | La contable obedeció correos falsos que parecían del director.
Publican documentos robados a un bufete | El grupo LockBit los difundió porque no se pagó el rescate.
La Diputación sufre un ataque informático | Los servicios están bloqueados y se ha presentado denuncia.
Desmantelada una botnet de routers | La operación internacional apagó cientos de servidores.
La red móvil, caída en todo el país | Una actualización defectuosa dejó sin internet a millones de abonados.
Hackeadas las cuentas de correo de varios diplomáticos | El ministerio confirma que fueron comprometidas durante meses.
Facturación a mano en el aeropuerto tras el hackeo de un proveedor | Los sistemas están caídos desde el viernes.
Roban contraseñas de alumnos | Un desconocido accedió a la plataforma educativa y copió las credenciales.`,
  ),
  ...news(
    'es',
    false,
    `Un ataque en el descuento da la victoria | El delantero marcó el 2-1 y la defensa aguantó.
Ataque con cuchillo en la estación | La policía detuvo a un hombre; hay un herido.
La riada rompe el dique | Cientos de vecinos fueron evacuados de madrugada.
El virus de la gripe se extiende | Los médicos avisan de un aumento de las infecciones.
Los secuestradores piden un rescate a la familia | El empresario fue secuestrado al salir de casa.
Ladrones entran en un museo | Desconectaron la alarma y se llevaron tres cuadros.
Corte de luz en tres barrios | Una excavadora rompió un cable y la luz volvió a las dos horas.
El juez condena a la constructora por incumplir el contrato | Deberá pagar tres millones al club.
Ataque con misiles contra un puerto | Seis personas murieron, según el gobernador.
El fabricante de coches despedirá a 3.000 trabajadores | Los sindicatos convocan una huelga.
El banco central mantiene los tipos | La inflación está cerca del objetivo, dijo la presidenta.
Diez trucos para una cocina limpia | El vinagre y los tarros viejos hacen milagros.
El caballo de Troya llega al teatro | Una escultura de cinco metros recibe al público.
Fuga de amoniaco en una planta química | Dos obreros fueron llevados al hospital.
La oposición ataca al presidente por los presupuestos | El debate en el Congreso duró seis horas.
Huelga de trenes: solo circula uno de cada tres | Los maquinistas piden más sueldo.
Atentado contra una mezquita | Un hombre armado abrió fuego y mató a dos fieles.
El banco gana un nueve por ciento más | Las acciones subieron un cuatro por ciento.
Las abejas, amenazadas por un ácaro | Los apicultores hablan de grandes pérdidas.
Un avión regresa por un fallo técnico | Los pasajeros están ilesos.
Incautados veinte kilos de cocaína | La Guardia Civil detuvo a cuatro hombres.
El festival bate su récord | Un drama sobre un pueblo de pescadores gana el premio.
La panadería abre su tercera tienda | Doce personas trabajan en ella.
Revientan un cajero con explosivos | Los atracadores huyeron en un coche robado.
El capitán se pierde el resto de la temporada | La lesión es más grave de lo previsto.
Vendían cuadros falsos | El tribunal condenó a dos hombres a tres años de cárcel.
Un lobo ataca a un rebaño | Once ovejas murieron cerca de Soria.
El pueblo construye una piscina | El pleno aprobó el proyecto por amplia mayoría.
Caída de la bolsa por el petróleo | El Ibex perdió un dos por ciento.
Las familias vulnerables recibirán ayuda | El Gobierno aprueba un bono para la luz.`,
  ),
]
