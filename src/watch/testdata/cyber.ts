// Short cyber news in English of five kinds, written for the tests: breaches, phishing, ransom, flaws found and patched.
export interface CyberNews {
  kind: string
  text: string
}

/** Every second one was looked at while the words were chosen; the others were only counted. */
function lines(kind: string, text: string): CyberNews[] {
  return text
    .trim()
    .split('\n')
    .map((line) => ({ kind, text: line.replace(' | ', '\n') }))
}

export const cyber: CyberNews[] = [
  ...lines(
    'breach',
    `Hotel chain says guest records were exposed | The company said on Tuesday that an unauthorised party had copied names, passport numbers and card details of about five million guests from its reservation system.
Medical lab: information of 2.3 million patients viewed by outsider | The laboratory is writing to patients whose test results and social security numbers may have been seen after someone got into a vendor's payment page.
Airline app leaked booking details of other passengers | A misconfigured server let customers see the itineraries and e-mail addresses of strangers for several hours, the airline admitted.
Dating site members' messages posted online | More than a million private messages and photographs appeared on a forum over the weekend. The firm says a former contractor took them.
School district warns parents after staff payroll data taken | Bank details of 900 teachers were among the files downloaded from the district's network in March, the superintendent wrote.
Researcher finds open database with 80 million households | The cloud-hosted collection held addresses, ages and incomes and could be read by anyone without a password until Monday.
Fast-food chain confirms malware on payment terminals | Card-stealing code ran at more than 160 restaurants between December and April, according to the company.
Tax office staff member looked up celebrities' files | The agency has suspended a clerk who accessed records without a legitimate reason and has told the privacy commissioner.
Stolen laptop held records of 20,000 clinic patients | The device, which was not encrypted, was taken from an employee's car. It contained names, birth dates and diagnoses.
Social network: attackers took access tokens of 50 million accounts | The company reset the log-ins of another 40 million people as a precaution after engineers noticed unusual activity.
University applicants' files sold on criminal forum | A seller offers transcripts and identity scans of 60,000 applicants. The university has called in forensic experts.
Credit bureau executives face questions over hack | Lawmakers want to know why it took six weeks to tell 140 million people that their personal information had been stolen.
Fitness tracker maker asks users to change passwords | User names, hashed passwords and e-mail addresses of 150 million accounts were obtained by an unknown party in February.
Voter roll of southern state found on unsecured server | A file with the names and party affiliation of 14 million voters was left on a web server that needed no log-in.
Hackers offer data of telecom customers for bitcoin | The operator confirmed that criminals had broken into a subscriber database through a partner's account.
Charity donors told of breach at software supplier | Names and gift histories were in a backup copied by intruders, who were paid to delete it, the supplier said.
Game studio employees' details spill onto the web | Scans of passports and contracts are being shared after somebody entered the studio's human-resources system.
Payroll firm blames lost backup tape for exposure | Details of 40,000 workers are on a tape that vanished in transit. There is no sign of misuse so far.
Bank confirms insider sold customers' account data | Two call-centre workers passed account numbers to fraudsters; 1,200 clients have been told to watch their statements.
Children's smart toy exposed voice recordings | More than two million recordings of children and parents could be downloaded from an unprotected database.
Ministry contractor leaves personnel files in public cloud | An audit found 3,000 soldiers' files in a storage bucket that anybody could list.
Pharmacy website showed strangers' prescriptions | For about a week logged-in customers could open other people's orders. The privacy watchdog has opened a case.
Electric car rental firm loses customer details to intruder | Driving licences of 11,000 customers were accessed, the firm said. Police have been informed.
Newspaper says subscribers' addresses were scraped | Automated requests harvested e-mail addresses of 200,000 readers through a faulty interface.
Cinema loyalty scheme suffers data leak | Members are urged to reset their passwords after log-in details surfaced on a paste site.
City library notifies 30,000 patrons of compromise | Someone gained entry to a server with library card numbers and phone numbers in January.
Retailer's breach may cost 300 million dollars | The chain, which lost 40 million card numbers to hackers in 2013, booked another charge for lawsuits.
Hospital fined for letting staff snoop in records | Regulators found that 15 employees opened files of patients they did not treat, a violation of privacy rules.
Password manager says vaults were copied | Encrypted vaults and billing addresses were taken from a cloud storage that the company shares with its parent.
Airline frequent-flyer accounts drained of miles | Thieves used passwords from older breaches to log in and spend the points of thousands of members.`,
  ),
  ...lines(
    'phishing',
    `Finance director wired 40 million after fake e-mail from boss | The aerospace supplier said impostors who posed as its chief executive persuaded the accounts department to make a transfer.
Students lured by bogus scholarship mail | The message sends readers to a copy of the university's sign-in page, where their user names and passwords are harvested.
Police warn of text messages about undelivered parcels | A link in the message leads to a counterfeit courier site that asks for card numbers. Dozens of people have lost money.
City loses half a million to impostor contractor | Fraudsters sent a convincing message asking the city to change the bank account of a builder.
Tax season brings wave of W-2 scams | Payroll clerks are tricked into mailing the wage statements of all employees to criminals, the revenue service said.
Netflix customers targeted by account suspension e-mails | The messages tell recipients that their payment failed and lead to a look-alike page which steals card details.
Campaign chairman's mailbox opened after click on false security alert | The alert, sent by a group tied to Russian intelligence, asked him to change his password.
Crypto wallet users tricked by cloned website | Victims typed their recovery phrases into a page with a nearly identical address and saw their coins vanish.
Hotel booking portal used to phish guests | Criminals who took over hotel accounts send guests messages that demand another payment through a false page.
Hospital staff credentials harvested in phishing campaign | Nine employees entered their passwords on a fraudulent page; a mailbox with patient information was opened.
Spear-phishing hits human rights groups | Activists received invitations to a conference that hid spyware in the attachment, researchers at a Toronto laboratory said.
Fake bank app collects PIN codes | The app, which imitates that of a big bank, was offered through advertisements and installed by thousands.
Scammers pose as health agency in pandemic e-mails | The messages promise a map of infections and install a password stealer.
Lottery winner name used in mass fraud by message | Recipients are told they will get a donation and asked for their bank log-in.
University payroll diverted by mail fraud | After staff replied to a message that seemed to come from IT, their salaries went to other accounts.
Court warns of e-mails that claim jury duty was missed | The mails carry an attachment with malware and ask for social security numbers.
Two men charged with tricking tech giants out of 100 million | They forged invoices of an Asian manufacturer and e-mailed them to employees who regularly paid it.
Executives of energy firms approached with booby-trapped CVs | Security company says the attached documents steal credentials as soon as they are opened.
Voice calls with cloned voice trick manager into transfer | He believed he was speaking to his superior; the caller used software that imitates speech.
Google Docs worm spreads through fake sharing invitations | The mail asks for permission to read contacts and sends itself on to all of them within minutes.
Property buyers lose deposits to e-mail hijackers | Criminals read the messages of a solicitor and sent the buyers new account details shortly before completion.
QR codes on parking meters send drivers to scam site | Stickers placed over the real codes open a payment page that collects card data.
Pop-ups tell users to call false support line | Callers are talked into giving strangers control of their computers and paying hundreds of dollars.
Delivery firm's brand abused in new smishing wave | The texts contain a link that installs a banking trojan on Android phones.
Diplomats sent malicious wine-tasting invitations | The file behind the link installs a backdoor, a security firm said, blaming a state-backed group.
Church loses 1.7 million in e-mail scam | Someone broke into the mailboxes of two employees and changed the builder's payment instructions.
Holidaymakers conned by fake villa website | More than a hundred people paid for houses that do not exist after following links in e-mails.
School tells parents not to click on message from head teacher | The mail was not from her but from criminals who had taken over her account.
Researchers see rise in fake charity mails | Ninety new domains that imitate relief organisations were registered in a week to collect donations.
Airline staff targeted with counterfeit log-in portal | The attackers registered an address that differs from the real one in a single letter.`,
  ),
  ...lines(
    'ransom',
    `County pays 400,000 dollars to get its files back | Officials said they had no choice after criminals locked the sheriff's reports and e-mail for a week.
Hospital turns to paper as extortion software locks computers | Doctors cannot open patient files. The attackers want 40 bitcoins.
Pirates threaten to release TV series unless paid | A hacker group says it copied unaired episodes from a post-production studio and wants six figures.
Shipping giant estimates 300 million loss from computer virus | The worm, which scrambled files on thousands of machines, closed terminals in Los Angeles and Rotterdam.
Library's 700 computers held to ransom | Visitors could not borrow books in any of the 17 branches. The library refused to pay and is restoring from backup.
Plastic surgery clinic blackmailed over photographs | The thieves threaten to publish pictures of patients if the clinic does not pay.
Ride-hailing firm paid hackers to keep silent | The company gave 100,000 dollars to two people who had downloaded the data of 57 million users and did not tell anyone for a year.
Town's police lose eight years of evidence | A virus encrypted video and documents; the department did not pay the 4,000 dollar demand.
Fake Windows update encrypts photos | The program shows a progress bar while it locks the user's pictures and then asks for 0.5 bitcoin.
Meat processor halts plants after attack on servers | The group shut slaughterhouses in three countries and later paid eleven million dollars to criminals.
Hosting company agrees to record payment to unlock servers | The South Korean provider will pay one million dollars in three instalments to the extortionists.
Decryption tool released for strain that hit dentists | Victims of the malware can now recover their files free of charge, researchers said.
Radio stations knocked off air by locked playout system | Hosts had to play compact discs after malicious code encrypted the music archive. A demand appeared on screens.
Insurer covers payment by Florida city | The city of 36,000 will pay 65 bitcoins to people who seized its computer systems three weeks ago.
Threat to leak stolen blueprints of laptop maker | The gang wants 50 million dollars from the Taiwanese supplier or will publish more drawings.
Students' essays lost as university backup is wiped | Attackers deleted the copies first and then encrypted the originals, the rector said.
Phone lines and permits down in Baltimore-style attack | City hall cannot issue bills; the note on the screens asks for 13 bitcoins.
Ransomware as a service: teenagers rent tools | For 40 dollars a month criminals without skills get malware, hosting and a chat to negotiate with victims.
WannaCry cost health service 92 million | Appointments were cancelled in a third of hospital trusts when the worm spread in 2017, a report says.
Gang says it will auction law firm's celebrity files | The hackers doubled their demand to 42 million dollars after the firm refused to negotiate.
Bitcoin ransom traced to Lagos | Investigators followed the payment of an oil company through 12 wallets, a court filing shows.
Cyber extortionists e-mail companies threats of website floods | Pay five bitcoins or your site will go down, the letters say. Few have carried it out.
Municipal utility unable to read meters | The utility says its billing computers have been encrypted by unknown persons and it has no intention of paying.
Vastaamo-like case: therapist's notes used for blackmail | Patients receive e-mails that ask for 200 euros in bitcoin to keep their sessions private.
New strain targets home storage devices | Owners find their family photographs locked and a text file that demands payment.
Newspaper presses stop after server outage blamed on malware | Several papers in the group arrived late; a source said files carried the extension of a known ransom program.
Locky returns with 23 million e-mails in a day | The attachments install a program that encrypts documents and asks for half a bitcoin.
Norwegian aluminium maker switches to manual operation | Computers in 40 countries were scrambled. The company will not pay and rebuilds its systems.
Pipeline chief defends decision to pay hackers | He told senators that paying 4.4 million dollars was the hardest decision of his career.
San Francisco trams run free as ticket machines show demand | You hacked, all data encrypted, the screens said. Riders did not have to pay on Saturday.`,
  ),
  ...lines(
    'flaw',
    `Bug in chat app let strangers listen before call was answered | The video function could turn on a microphone without consent, a teenager found. The maker has switched group calls off.
Flaw in processors lets programs read secrets of others | Nearly every chip made in twenty years is affected, researchers in Graz and at Google said.
Security hole in baby monitors | Anyone who knows the serial number could watch the camera over the internet, a consultancy showed.
Researchers unlock luxury cars with 600-dollar kit | The key fobs use weak cryptography, a team at a Belgian university demonstrated.
Weakness found in Wi-Fi encryption | An attacker nearby could read traffic that was thought to be safe; all modern devices with WPA2 are concerned.
Heart implants can be hacked, regulator says | The agency warned that someone could change the pacing of nearly half a million devices by radio.
Zero-day in popular browser sold by broker | The bug, for which there is no fix yet, allows code to run when a user visits a page.
Researcher publishes proof of concept for Windows flaw | He posted the exploit on Twitter without telling the company, saying that he was frustrated.
Voting machines cracked in minutes at hackers' conference | Participants found open ports and default passwords in all models.
Vulnerability in industrial controllers could stop turbines | An attacker without credentials can send a packet that crashes the device, an advisory says.
Serious bug in mail server exposes half of internet's post | The flaw, tracked as CVE-2019-10149, allows remote command execution as root.
Smart speaker could be turned into a bug | Testers at a security firm built a skill that kept recording after the user thought it had stopped.
Bluetooth flaw leaves billions of phones open | BlueBorne, as its finders call it, needs no pairing and no click, Armis said.
Printer fault lets outsiders into office networks | Two researchers showed how a fax with a malicious image takes over an all-in-one printer.
Open-source library used by everyone has hole | Heartbleed lets anybody read the memory of servers, including keys and passwords.
Airline seat system open to manipulation, expert says | He could reach the in-flight entertainment network through a plug under the seat.
Government identity cards have weak keys | The chips of 750,000 cards create predictable keys, Estonian and Czech scientists discovered.
Dozens of drivers of hardware makers can be abused | The signed files let malware gain the highest rights in Windows, a study at a conference showed.
Google discloses unfixed macOS bug after 90 days | Project Zero describes a way in which a modified disk image goes unnoticed by the system.
WhatsApp flaw used to plant spyware through missed calls | The vulnerability in the call function allowed attackers to install code of an Israeli firm.
Drone maker's site let attackers see flight logs | Check Point reported a defect in the log-in process that gave access to maps and camera pictures.
Payment terminals accept forged PIN check, scientists find | A gap in the protocol of a card scheme allows payments with stolen cards.
Log4j problem sends defenders scrambling | The logging component is in thousands of products, and a single line of text is enough to take over a server.
Mobile operators' signalling protocol open to eavesdroppers | Weaknesses in SS7 were used to empty bank accounts in Germany.
Router backdoor found in 40 models | The manufacturer left a hard-coded account that gives full control, an analyst wrote.
Hackers exploit flaw in content management plugin | Attackers inject code into shops that use the plugin and skim card numbers, a firm warned.
Security advisory: buffer overflow in VPN appliance | A specially crafted request allows unauthenticated attackers to execute arbitrary code.
Children's watches can be tracked by strangers | Consumer advocates found that the location of wearers is sent without encryption.
Bug hunters earn two million at contest | Teams broke into a car, three browsers and a phone with exploits nobody had seen.
Attackers probe for unpatched Exchange servers | Scans for the ProxyShell weakness began hours after a talk described it.`,
  ),
  ...lines(
    'patch',
    `Microsoft fixes 74 holes, two of them under attack | The monthly updates close bugs in Windows and Office; administrators are urged to install them at once.
Adobe rushes out update for Flash | The release repairs a critical flaw that lets a malicious film take control of a computer.
Apple releases iOS 12.1.4 to repair eavesdropping bug | The company credits a 14-year-old and another user with the discovery.
Cisco patches switches that could be taken over | A vulnerability in the smart install function rated 9.8 has been removed in the new software.
WordPress update closes six security gaps | Sites with automatic updates are already safe, the developers said.
Oracle's quarterly patch brings 284 fixes | Thirty-three of them can be exploited remotely without a password.
Chrome 72 shuts hole used by criminals | Users should restart the browser; the bug in the file reader was being exploited.
Intel ships microcode against new Spectre variant | Computer makers will distribute the update in the coming weeks.
Drupal urges site owners to update immediately | The hole in the content system is so severe that the project announced the patch a week ahead.
Linux kernel fix for nine-year-old bug | Dirty COW lets a local user gain root rights; distributions have begun to send patches.
Carmaker recalls 1.4 million vehicles to fix software hole | A USB stick with an update is being mailed to owners after two researchers stopped a jeep remotely.
Pacemaker maker offers firmware update | Patients have to visit their doctors for the three-minute procedure, which closes a radio loophole.
Zoom plugs hole that let sites switch on cameras | The conferencing firm first defended the local web server and then removed it.
VMware warns customers to patch now | The weakness in its management server scores 9.8 of 10 and needs no log-in.
SAP closes critical gap in application server | The flaw, named RECON by its finders, affects 40,000 customers.
Firefox 67.0.4 follows days after emergency fix | The second bug in a week was used against employees of a coin exchange.
Juniper removes code that decrypted VPN traffic | The company found unauthorised code in its firewalls in an internal review and issued a new version.
Samsung sends out March security update | It closes 45 vulnerabilities in Android, eight of them critical.
Emergency directive tells agencies to patch Windows servers | The agencies have until Friday to install the fix for Zerologon.
Schneider Electric repairs controllers after warning | The manufacturer recommends firmware 2.7 and to separate the devices from the internet.
Citrix finally delivers patches for gateway | Attackers had used the gap for weeks; a temporary workaround did not help everywhere.
Nvidia graphics driver update fixes eight flaws | Several allow a local user to gain higher privileges or to crash the system.
Fortinet tells customers again to update | Credentials of 500,000 devices that were never patched are circulating on a forum.
Siemens issues fixes for building automation | An attacker in the same network could read passwords in clear text.
Mozilla fixes password bug in Thunderbird | The mail program stored the old copy of the passwords without protection.
Password change forced after OpenSSL fix | Administrators who have installed the new version must also replace their certificates.
Samba update repairs wormable bug | Network storage devices with the software are at risk from code similar to WannaCry.
Signal and Telegram patch video bugs | A crafted sticker or film could crash the app or run code, a mobile security firm reported.
QNAP urges owners to install firmware against Qlocker | Storage devices reachable from the internet should be taken off it until they are updated.
Patch Tuesday: 113 updates, three zero-days | The fixes concern a font library and the Windows kernel; all three bugs are being exploited in targeted attacks.
VMware releases fixes for ESXi | Guests could break out of their virtual machine.
Smart lock opened with a phone | Pen testers needed two seconds; the maker has sent out new firmware.`,
  ),
]
