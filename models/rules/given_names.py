"""Given names whose forms no rule of sound joins: one line holds the forms of one name.

A form stands on one line only. Names that merely share an origin (Johann and Iwan, Anna
and Hanna) are different names here: the office tells people apart by them.
"""

FORMS = """
abdallah abdullah abdulla abdoulaye
abdulrahman abdurrahman abdelrahman abderrahman abderrahmane abdarrahman abdirahman abdurahman
abdulkarim abdelkarim abdulkerim abdelkerim
abdulkadir abdelkader abdulkader abdelqader abdulqadir abdiqadir
achmed ahmed ahmad achmad ahmet akhmed
adam adem
aisha aischa aicha aysche ayse aysha aischat ayesha
alexander oleksandr olexandr olexander aleksandr aleksander alexandr alexandre alexandros
alexandra oleksandra olexandra aleksandra
alexej oleksij oleksii oleksiy olexij aleksej aleksei alexei alexey aleksey alyaksey
alina alyna
alissa alisa alysa
amina amine aminah emine
ameer amir emir
anastasia anastasiia anastasija anastasiya nastasia anastassija
andrej andrii andriy andrij andrei andrey
anton antin
arkadij arkadii arkady
arsenij arsenii arseniy
artem artjom artiom artyom
arthur artur
asisa aziza azize
assad asad esad
awet awat
beschir bashir baschir bachir bechir
bilal bilel belal
bogdan bohdan
bogdana bohdana
dania daniya danija
danylo danilo danila daniil danil
daria darja dariia darya dariya darija
dawit dawid dawyt davyd david
dawood dawud daud daoud davud daut davood
dina dyna
dmitri dmytro dmitry dmitrij dmitriy dimitri dmitro
dschafar jafar dzhafar djafar cafer jaafar
jamal dschamal djamal cemal gamal dzhamal
jamila dschamila djamila cemile gamila
dschamil jamil djamil cemil gamil
dschihad jihad cihad djihad
dschuma juma djuma cuma dzhuma
ibrahim ebrahim ebrahimi braheem ibragim
eduard edouard edward
egor jegor yegor yehor jehor
ekaterina kateryna katerina jekaterina yekaterina katerine
elena olena jelena yelena
elham ilham alham
elias ilias ilyas iljas elyas ilyes
elisabeta jelisaweta yelizaveta yelyzaveta elizaveta lisaweta jelysaweta
emma ema
esra israa
fadi fady
fahd fahad fehd
faisal fayssal feisal faysal feysal
fareed farid ferid
fariha feriha
fatima fatma fatimah fatime fatemeh fatemah fadime fatoumata fadma fatimata
firas feras
gennadij hennadii gennady gennadi hennadij gennadiy
georgij heorhii georgi georgy heorhij giorgi georgiy heorhiy
gleb hlib glib
gregorij hryhorii grigori grigorij grigory hryhorij hryhoriy grigoriy
galina halyna halina
gulistan golestan
habeeb habib
habtom habtam
hadi hady
hadscher hajar hadjar hacer hager
hakeem hakim
khaleel halil khalil chalil xelil
halima halimeh halime haleema
hamid hamed hameed
hamza hamsa hamzah hemze
hassan hasan hassen hesen
hussein husain hussain husein hossein hosein huseyin hussen hoseyn husseyin houssein
hussam hossam husam
idris idriss edris
igor ihor
ilja illia ilya illya ilia illja
imad emad
iman eman
inna ina
iryna irina irena
ismail ismael esmail ismayil ismahil
iwan ivan
yahya jahja yahia jachja yehia
jakub yakub yaqub yacoub yaqoob jacub
jakiw yakov jakow yakiv iakiv
jana yana iana
jaroslaw yaroslav iaroslav
jaroslawa yaroslava iaroslava
jasmin yasmin yasemin jasemin yasmeen
yasin jassin yassin yassine yaseen jasin
julia yulia iuliia yuliya julija iulia yuliia juliia
julian yulian iulian
juri yurii yuri yury jurij iurii yuriy juriy
youssef jussuf yusuf yousef yousif yosif yusef jusuf youssouf yossef yusif yousuf jousef
kamal kemal kamel
kareem karim kerim
karina karyna
khadija chadidscha khadijah hatice khadidja hadija kadija chadija xedice hadidscha
khalid khaled chalid xalid halid halit chaled
kirill kyrylo kiril kyryl kirillo
kostjantyn kostiantyn konstantin kostyantyn konstantyn
ksenia oksana xenia kseniia xeniya ksenija kseniya
larissa larysa larisa
layla leila laila leyla leyle leilah
ljubow liubov lyubov ljubov lubov
ljudmyla liudmyla ludmila lyudmila ljudmila liudmila lyudmyla
mehdi mahdi
mahmoud mahmud mahmood mehmud machmud mahmut
makar makary
maksym maxim maksim maxym
malika melike
margarita marharyta
maryam mariam meryem maryem mariyam miryam miriam meriem maryama mariama
maria mariia mariya marija marya marja
marina maryna
mark marko
mohammed mehmet muhammad mohamad mohamed mohammad muhammed muhamed muhamad muhammet mehmed
mikhail mykhailo michail mychajlo mihail mykhaylo mychailo mikhailo mikhael
mustafa mostafa moustafa mustapha mostapha
myroslaw myroslav miroslav miroslaw
myroslawa myroslava miroslava
nadia nadiia nadja nadiya nadija nadya nadiyah
nasser nasir naser nassir
nassim nasim nesim
nastja nastya nastia
natalia nataliia natalija nataliya natalja natalya
nikita mykyta nykyta
nikolaj mykola nikolai nikolay mikola
noor nur nour
olga olha oliga
oleg oleh
osman othman usman uthman ousmane osmane
omar umar omer oumar
ostap astap
pawel pavel pavlo pawlo
polina polyna
rasheed rachid raschid rashid resit
ramadan ramazan ramadhan ramasan
reza ridha reda rida rza riza redha
roman ramon
ruslan rouslan
sabri sabry
safia safiya safija safiye safya
zahra sahra zehra zahraa zara
saeed said saied
saleh salih salech
salma selma
salman selman
sameer samir semir
samira sameera semira
schamil shamil chamil
schirin shirin sherin shireen chirine
scherif sharif sherif cherif serif
sergej serhii serhij serhiy sergei sergey sergii sergiy
slava slawa
snischana snizhana snezhana snejana
soja zoya zoia zoja soia
solomija solomiia solomiya
sofia sofiia sofija sofiya sophia sofya
stanislaw stanislav
stepan stefan stephan
suleiman suleman sulaiman sulayman suleyman sulejman soliman
swetlana svitlana svetlana switlana
swjatoslaw sviatoslav svyatoslav
tariq tarik tareq tarek
tesfai tesfay tesfaye tesfaj
tetjana tetiana tatjana tatyana tatiana tetyana
timur tymur taimur
timofej tymofii timofei timofey tymofij
tsegay zegay tsegai segai tzegai
tsehaye tsehay zehaye sehaye
uliana uljana ulyana
vira vera wira wera
viktoria viktoriia viktorija victoria wiktoria viktoriya
vitali vitalii vitaly vitalij witali witalij vitaliy
volodymyr vladimir wladimir wolodymyr vladymyr uladzimir
vladislav vladyslav wladislaw vladislaw
vladislava vladyslava wladislawa
vsevolod wsewolod
waleed walid oualid velid
wassili vasyl vasili vassily wasyl vasilij vasily
wjatscheslaw viacheslav vyacheslav vjacheslav wjaceslaw
wael wail vail
yaser yasar yassar yasser jasser yasir jassir
yevhen evgeni jewgen yevgen evgenij evgeny ievgen jewhen jewgeni evgeniy eugen evhen yevgeny
yevheniia evgenia jewgenia yevgenia jewhenija yevheniya evgeniya ievgeniia evgenija
yonas jonas
yunus younes younis junus yunis jounes younous
zainab zeinab zeynep seinab zaynab zenab sainab zineb zeyneb
zakaria zakariya sakaria zekeriya zakarya zacharia
ziad ziyad siad zeyad ziyaad
zlata slata
"""
