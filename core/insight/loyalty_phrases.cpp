#include "core/insight/phrases.h"

// The sentences on loyalty.
namespace earshot::core::insight {

// clang-format off
// {1} answers
constinit const Phrase rank_too_few(
    "How often this shop is the first choice can’t be told yet: {1} answers, it takes 30.",
    "Für wie viele dieser Laden die erste Wahl ist, lässt sich noch nicht sagen: {1} Antworten, nötig sind 30.",
    "Aún no se sabe para cuántos esta tienda es la primera opción: {1} respuestas, hacen falta 30.",
    "On ne peut pas encore dire pour combien ce magasin est le premier choix : {1} réponses, il en faut 30.",
    "Nie wiadomo jeszcze, dla ilu ten sklep jest pierwszym wyborem: odpowiedzi {1}, potrzeba 30.",
    "Ще не видно, для скількох цей магазин — перший вибір: відповідей {1}, треба 30.",
    "Bu mağazanın kaç kişinin ilk tercihi olduğu henüz söylenemez: {1} yanıt var, 30 gerekir.",
    "لا يمكن القول بعد لكم شخصًا هذا المتجر هو الخيار الأول: الإجابات {1}، ويلزم 30.",
    "कितनों की पहली पसंद यह दुकान है, अभी नहीं कहा जा सकता: जवाब {1}, 30 चाहिए।",
    "还说不出这家店是多少人的首选：{1} 个回答，需要 30 个。");

// {1} % {2} to {3} % {4} answers
constinit const Phrase first_choice_share(
    "For {1} % of those who answered, this shop is the first choice (between {2} and {3} %, {4} answers).",
    "Für {1} % derer, die geantwortet haben, ist dieser Laden die erste Wahl (zwischen {2} und {3} %, {4} Antworten).",
    "Para el {1} % de quienes respondieron, esta tienda es la primera opción (entre {2} y {3} %, {4} respuestas).",
    "Pour {1} % de ceux qui ont répondu, ce magasin est le premier choix (entre {2} et {3} %, {4} réponses).",
    "Dla {1}% odpowiadających ten sklep jest pierwszym wyborem (od {2} do {3}%, odpowiedzi: {4}).",
    "Для {1} % тих, хто відповів, цей магазин — перший вибір (від {2} до {3} %, відповідей: {4}).",
    "Yanıtlayanların %{1} kadarı için bu mağaza ilk tercih (%{2}–{3} arası, {4} yanıt).",
    "هذا المتجر هو الخيار الأول لدى {1}% ممن أجابوا (بين {2}% و{3}%، عدد الإجابات: {4}).",
    "जवाब देने वालों में {1}% की पहली पसंद यह दुकान है ({2}–{3}% के बीच, जवाब: {4})।",
    "回答的人中有 {1}% 把这家店作为首选（在 {2}% 到 {3}% 之间，{4} 个回答）。");

// {1} % of shoppers' shops {2} to {3} % {4} % of trips {5} answers
constinit const Phrase last_five_share(
    "Those who answered made {1} % of their last five food shops here (between {2} and {3} %), everybody counted once; counted by trips it is {4} % ({5} answers).",
    "Wer geantwortet hat, machte {1} % der letzten fünf Lebensmitteleinkäufe hier (zwischen {2} und {3} %), jeder einmal gezählt; nach Einkäufen gezählt sind es {4} % ({5} Antworten).",
    "Quienes respondieron hicieron aquí el {1} % de sus últimas cinco compras (entre {2} y {3} %), contando a cada uno una vez; por compras es el {4} % ({5} respuestas).",
    "Ceux qui ont répondu ont fait ici {1} % de leurs cinq dernières courses (entre {2} et {3} %), chacun compté une fois ; en comptant les courses, {4} % ({5} réponses).",
    "Odpowiadający zrobili tu {1}% z ostatnich pięciu zakupów (od {2} do {3}%), każdy liczony raz; licząc zakupy, {4}% (odpowiedzi: {5}).",
    "Ті, хто відповів, зробили тут {1} % останніх п’яти покупок (від {2} до {3} %), кожного полічено раз; за покупками це {4} % (відповідей: {5}).",
    "Yanıtlayanlar son beş gıda alışverişinin %{1} kadarını burada yaptı (%{2}–{3} arası), herkes bir kez sayılarak; alışverişe göre %{4} ({5} yanıt).",
    "أجرى من أجابوا هنا {1}% من آخر خمس مشتريات لهم (بين {2}% و{3}%) بعدّ كل شخص مرة؛ وبحسب المشتريات {4}% (عدد الإجابات: {5}).",
    "जवाब देने वालों ने अपनी पिछली पाँच ख़रीदारियों में से {1}% यहाँ कीं ({2}–{3}% के बीच), हर किसी को एक बार गिनकर; ख़रीदारियों के हिसाब से {4}% (जवाब: {5})।",
    "回答的人最近五次购物中有 {1}% 在这里（在 {2}% 到 {3}% 之间，每人算一次）；按次数算是 {4}%（{5} 个回答）。");

// {1} of {2}, {3} to {4} %
constinit const Phrase happy_and_shared(
    "{1} of {2} who told us both were happy with their visit, yet this shop is not their first choice (between {3} and {4} %).",
    "{1} von {2}, die beides gesagt haben, waren mit dem Besuch zufrieden, und doch ist dieser Laden nicht ihre erste Wahl (zwischen {3} und {4} %).",
    "{1} de {2} que dijeron ambas cosas quedaron contentos con la visita, pero esta tienda no es su primera opción (entre {3} y {4} %).",
    "{1} sur {2} qui ont dit les deux étaient contents de leur visite, mais ce magasin n’est pas leur premier choix (entre {3} et {4} %).",
    "{1} z {2}, którzy powiedzieli jedno i drugie, jest zadowolonych z wizyty, a jednak ten sklep nie jest ich pierwszym wyborem (od {3} do {4}%).",
    "{1} з {2}, хто сказав і те й інше, задоволені відвідинами, та цей магазин для них не перший вибір (від {3} до {4} %).",
    "İkisini de söyleyen {2} kişiden {1} kişi ziyaretten memnun, yine de bu mağaza ilk tercihi değil (%{3}–{4} arası).",
    "{1} من {2} ذكروا الأمرين راضون عن زيارتهم، ومع ذلك ليس هذا المتجر خيارهم الأول (بين {3}% و{4}%).",
    "दोनों बातें बताने वाले {2} में से {1} अपनी ख़रीदारी से ख़ुश थे, फिर भी यह दुकान उनकी पहली पसंद नहीं है ({3}–{4}% के बीच)।",
    "两样都回答的 {2} 人中有 {1} 人对这次购物满意，但这家店不是首选（在 {3}% 到 {4}% 之间）。");

// {1} wish {2} to {3} % {4} answers
constinit const Phrase would_come_more(
    "Those who shop at several would come more for “{1}” before anything else (between {2} and {3} %, {4} answers).",
    "Wer auch anderswo einkauft, käme am ehesten für „{1}“ öfter (zwischen {2} und {3} %, {4} Antworten).",
    "Quienes compran en varias tiendas vendrían más sobre todo por «{1}» (entre {2} y {3} %, {4} respuestas).",
    "Ceux qui vont aussi ailleurs viendraient plus souvent surtout pour « {1} » (entre {2} et {3} %, {4} réponses).",
    "Kupujący też gdzie indziej przychodziliby częściej przede wszystkim dla „{1}” (od {2} do {3}%, odpowiedzi: {4}).",
    "Ті, хто купує і деінде, приходили б частіше насамперед заради «{1}» (від {2} до {3} %, відповідей: {4}).",
    "Başka yerlerden de alanlar en çok “{1}” için daha sık gelirdi (%{2}–{3} arası, {4} yanıt).",
    "من يتسوقون في أكثر من متجر كانوا سيأتون أكثر من أجل «{1}» أولًا (بين {2}% و{3}%، عدد الإجابات: {4}).",
    "जो कई दुकानों से ख़रीदते हैं वे सबसे पहले “{1}” के लिए ज़्यादा आते ({2}–{3}% के बीच, जवाब: {4})।",
    "也去别家的人首先会因为“{1}”而更常来（在 {2}% 到 {3}% 之间，{4} 个回答）。");

// {1} how often {2} reason {3} to {4} % {5} answers
constinit const Phrase group_stays(
    "“{1}”: most come for “{2}” (between {3} and {4} %, {5} answers).",
    "„{1}“: die meisten kommen wegen „{2}“ (zwischen {3} und {4} %, {5} Antworten).",
    "«{1}»: la mayoría viene por «{2}» (entre {3} y {4} %, {5} respuestas).",
    "« {1} » : la plupart viennent pour « {2} » (entre {3} et {4} %, {5} réponses).",
    "„{1}”: najczęściej przychodzą dla „{2}” (od {3} do {4}%, odpowiedzi: {5}).",
    "«{1}»: найчастіше приходять заради «{2}» (від {3} до {4} %, відповідей: {5}).",
    "“{1}”: en çok “{2}” için geliyorlar (%{3}–{4} arası, {5} yanıt).",
    "«{1}»: يأتي أكثرهم من أجل «{2}» (بين {3}% و{4}%، عدد الإجابات: {5}).",
    "“{1}”: ज़्यादातर “{2}” के लिए आते हैं ({3}–{4}% के बीच, जवाब: {5})।",
    "“{1}”：最多是为了“{2}”而来（在 {3}% 到 {4}% 之间，{5} 个回答）。");

constinit const Phrase group_wishes(
    "“{1}”: the first thing they would change is “{2}” (between {3} and {4} %, {5} answers).",
    "„{1}“: zuerst würden sie „{2}“ ändern (zwischen {3} und {4} %, {5} Antworten).",
    "«{1}»: lo primero que cambiarían es «{2}» (entre {3} y {4} %, {5} respuestas).",
    "« {1} » : ils changeraient d’abord « {2} » (entre {3} et {4} %, {5} réponses).",
    "„{1}”: najpierw zmieniliby „{2}” (od {3} do {4}%, odpowiedzi: {5}).",
    "«{1}»: найперше змінили б «{2}» (від {3} до {4} %, відповідей: {5}).",
    "“{1}”: önce “{2}” konusunu değiştirirlerdi (%{3}–{4} arası, {5} yanıt).",
    "«{1}»: أول ما يغيّرونه «{2}» (بين {3}% و{4}%، عدد الإجابات: {5}).",
    "“{1}”: वे सबसे पहले “{2}” बदलते ({3}–{4}% के बीच, जवाब: {5})।",
    "“{1}”：最想先改的是“{2}”（在 {3}% 到 {4}% 之间，{5} 个回答）。");

// {1} answer {2} % of them {3} % of the others {4} and {5} answers {6} to {7} points
constinit const Phrase named_first_more(
    "“{1}” goes together with choosing this shop first: {2} % of those who named it against {3} % of the others ({4} and {5} answers, {6} to {7} points apart). That does not show that one makes the other.",
    "„{1}“ geht damit einher, diesen Laden zuerst zu wählen: {2} % derer, die es nannten, gegen {3} % der anderen ({4} und {5} Antworten, {6} bis {7} Punkte auseinander). Dass eins das andere bewirkt, zeigt das nicht.",
    "«{1}» va unido a elegir esta tienda primero: el {2} % de quienes lo nombraron frente al {3} % de los demás ({4} y {5} respuestas, de {6} a {7} puntos de diferencia). Eso no muestra que lo uno cause lo otro.",
    "« {1} » va de pair avec le premier choix de ce magasin : {2} % de ceux qui l’ont nommé contre {3} % des autres ({4} et {5} réponses, {6} à {7} points d’écart). Cela ne montre pas que l’un cause l’autre.",
    "„{1}” idzie w parze z wyborem tego sklepu w pierwszej kolejności: {2}% tych, którzy to wskazali, wobec {3}% pozostałych (odpowiedzi {4} i {5}, różnica od {6} do {7} punktów). To nie dowodzi, że jedno powoduje drugie.",
    "«{1}» іде поруч із тим, що цей магазин — перший вибір: {2} % тих, хто це назвав, проти {3} % решти (відповідей {4} і {5}, різниця від {6} до {7} пунктів). Це не доводить, що одне спричиняє інше.",
    "“{1}” bu mağazayı ilk tercih etmekle birlikte görülüyor: bunu söyleyenlerde %{2}, diğerlerinde %{3} ({4} ve {5} yanıt, fark {6}–{7} puan). Bu, birinin ötekine yol açtığını göstermez.",
    "«{1}» يقترن باختيار هذا المتجر أولًا: {2}% ممن ذكروه مقابل {3}% من غيرهم (الإجابات {4} و{5}، والفرق من {6} إلى {7} نقاط). ولا يدل ذلك على أن أحدهما سبب الآخر.",
    "“{1}” इस दुकान को पहले चुनने के साथ दिखता है: इसे बताने वालों में {2}%, बाक़ी में {3}% (जवाब {4} और {5}, फ़र्क़ {6} से {7} अंक)। इससे यह नहीं दिखता कि एक दूसरे का कारण है।",
    "“{1}”与首选这家店相伴：提到它的人中 {2}%，其他人中 {3}%（{4} 和 {5} 个回答，相差 {6} 到 {7} 个百分点）。这并不说明谁导致谁。");

constinit const Phrase named_first_less(
    "“{1}” goes together with choosing another shop first: here first are {2} % of those who named it against {3} % of the others ({4} and {5} answers, {6} to {7} points apart). That does not show that one makes the other.",
    "„{1}“ geht damit einher, zuerst anderswo zu kaufen: hier zuerst sind {2} % derer, die es nannten, gegen {3} % der anderen ({4} und {5} Antworten, {6} bis {7} Punkte auseinander). Dass eins das andere bewirkt, zeigt das nicht.",
    "«{1}» va unido a elegir antes otra tienda: aquí primero, el {2} % de quienes lo nombraron frente al {3} % de los demás ({4} y {5} respuestas, de {6} a {7} puntos de diferencia). Eso no muestra que lo uno cause lo otro.",
    "« {1} » va de pair avec un autre premier choix : ici d’abord, {2} % de ceux qui l’ont nommé contre {3} % des autres ({4} et {5} réponses, {6} à {7} points d’écart). Cela ne montre pas que l’un cause l’autre.",
    "„{1}” idzie w parze z wyborem najpierw innego sklepu: tu najpierw {2}% tych, którzy to wskazali, wobec {3}% pozostałych (odpowiedzi {4} i {5}, różnica od {6} do {7} punktów). To nie dowodzi, że jedno powoduje drugie.",
    "«{1}» іде поруч із тим, що перший вибір — інший магазин: тут першими {2} % тих, хто це назвав, проти {3} % решти (відповідей {4} і {5}, різниця від {6} до {7} пунктів). Це не доводить, що одне спричиняє інше.",
    "“{1}” önce başka mağazayı seçmekle birlikte görülüyor: burası ilk olanlar, bunu söyleyenlerde %{2}, diğerlerinde %{3} ({4} ve {5} yanıt, fark {6}–{7} puan). Bu, birinin ötekine yol açtığını göstermez.",
    "«{1}» يقترن باختيار متجر آخر أولًا: هذا المتجر أولًا لدى {2}% ممن ذكروه مقابل {3}% من غيرهم (الإجابات {4} و{5}، والفرق من {6} إلى {7} نقاط). ولا يدل ذلك على أن أحدهما سبب الآخر.",
    "“{1}” पहले किसी और दुकान को चुनने के साथ दिखता है: यहाँ पहले, इसे बताने वालों में {2}%, बाक़ी में {3}% (जवाब {4} और {5}, फ़र्क़ {6} से {7} अंक)। इससे यह नहीं दिखता कि एक दूसरे का कारण है।",
    "“{1}”与先选别家相伴：首选这里的，提到它的人中 {2}%，其他人中 {3}%（{4} 和 {5} 个回答，相差 {6} 到 {7} 个百分点）。这并不说明谁导致谁。");

// {1} answers needed
constinit const Phrase no_driver_yet(
    "No reason tells those who choose this shop first from the others yet; each needs {1} answers of people who told us both, which takes eight weeks or more.",
    "Noch unterscheidet kein Grund die, die diesen Laden zuerst wählen, von den anderen; jeder braucht {1} Antworten von Leuten, die beides gesagt haben, also acht Wochen oder mehr.",
    "Aún ninguna razón distingue a quienes eligen esta tienda primero de los demás; cada una necesita {1} respuestas de quienes dijeron ambas cosas: ocho semanas o más.",
    "Aucune raison ne distingue encore ceux qui choisissent d’abord ce magasin des autres ; il faut pour chacune {1} réponses de gens qui ont dit les deux, soit huit semaines ou plus.",
    "Żaden powód nie odróżnia jeszcze wybierających ten sklep najpierw od pozostałych; każdy wymaga odpowiedzi od osób, które powiedziały jedno i drugie ({1}), czyli ośmiu tygodni lub więcej.",
    "Ще жодна причина не відрізняє тих, хто обирає цей магазин першим, від решти; для кожної треба відповідей тих, хто сказав і те й інше ({1}), тобто вісім тижнів чи більше.",
    "Bu mağazayı önce seçenleri diğerlerinden ayıran bir neden henüz yok; her biri için ikisini de söyleyenlerden {1} yanıt gerekir, bu da sekiz hafta ya da daha fazla sürer.",
    "لا سبب يميّز بعد من يختارون هذا المتجر أولًا عن غيرهم؛ ويلزم لكل سبب {1} إجابة ممن ذكروا الأمرين، أي ثمانية أسابيع أو أكثر.",
    "अभी कोई वजह इस दुकान को पहले चुनने वालों को बाक़ी से अलग नहीं करती; हर वजह के लिए दोनों बातें बताने वालों के {1} जवाब चाहिए, यानी आठ हफ़्ते या ज़्यादा।",
    "还没有哪个原因能区分首选这家店的人和其他人；每个原因需要 {1} 个两样都回答的人，要八周或更久。");

// {1} visits
constinit const Phrase returns_too_few(
    "Whether people come back can’t be told yet: {1} visits four weeks old, it takes 30.",
    "Ob Leute wiederkommen, lässt sich noch nicht sagen: {1} Besuche, die vier Wochen her sind, nötig sind 30.",
    "Aún no se sabe si la gente vuelve: {1} visitas de hace cuatro semanas, hacen falta 30.",
    "On ne peut pas encore dire si les gens reviennent : {1} visites vieilles de quatre semaines, il en faut 30.",
    "Nie wiadomo jeszcze, czy ludzie wracają: wizyt sprzed czterech tygodni {1}, potrzeba 30.",
    "Ще не видно, чи люди повертаються: відвідин чотиритижневої давності {1}, треба 30.",
    "İnsanların geri gelip gelmediği henüz söylenemez: dört haftalık {1} ziyaret var, 30 gerekir.",
    "لا يمكن القول بعد هل يعود الناس: الزيارات التي مضى عليها أربعة أسابيع {1}، ويلزم 30.",
    "लोग लौटते हैं या नहीं, अभी नहीं कहा जा सकता: चार हफ़्ते पुरानी ख़रीदारियाँ {1}, 30 चाहिए।",
    "还说不出人们是否会再来：满四周的到店有 {1} 次，需要 30 次。");

// {1} % {2} visits
constinit const Phrase came_back(
    "{1} % of {2} visits with an answer were followed by another within four weeks, as far as cards tell.",
    "Auf {1} % von {2} Besuchen mit einer Antwort folgte binnen vier Wochen ein weiterer, soweit Karten das verraten.",
    "Al {1} % de {2} visitas con respuesta le siguió otra en cuatro semanas, hasta donde dicen las tarjetas.",
    "{1} % de {2} visites avec une réponse ont été suivies d’une autre en quatre semaines, d’après les cartes.",
    "Po {1}% wizyt z odpowiedzią (jest ich {2}) w cztery tygodnie była następna, o ile mówią karty.",
    "За {1} % відвідин із відповіддю (їх {2}) протягом чотирьох тижнів були наступні, наскільки видно з карток.",
    "Yanıt verilen {2} ziyaretin %{1} kadarını dört hafta içinde bir başkası izledi, kartlardan görüldüğü kadarıyla.",
    "تلت {1}% من {2} زيارة فيها إجابة زيارةٌ أخرى خلال أربعة أسابيع، بحسب ما تبيّنه البطاقات.",
    "जवाब वाली {2} ख़रीदारियों में {1}% के बाद चार हफ़्तों में एक और हुई, जितना कार्ड बताते हैं।",
    "有回答的 {2} 次到店中，{1}% 在四周内又来了一次（就会员卡所见）。");

constinit const Phrase came_back_more(
    "“{1}” goes together with coming back: {2} % against {3} % of the others ({4} and {5} visits, {6} to {7} points apart). That does not show that one makes the other.",
    "„{1}“ geht mit Wiederkommen einher: {2} % gegen {3} % der anderen ({4} und {5} Besuche, {6} bis {7} Punkte auseinander). Dass eins das andere bewirkt, zeigt das nicht.",
    "«{1}» va unido a volver: {2} % frente al {3} % de los demás ({4} y {5} visitas, de {6} a {7} puntos de diferencia). Eso no muestra que lo uno cause lo otro.",
    "« {1} » va de pair avec le retour : {2} % contre {3} % des autres ({4} et {5} visites, {6} à {7} points d’écart). Cela ne montre pas que l’un cause l’autre.",
    "„{1}” idzie w parze z powrotem: {2}% wobec {3}% pozostałych (wizyt {4} i {5}, różnica od {6} do {7} punktów). To nie dowodzi, że jedno powoduje drugie.",
    "«{1}» іде поруч із поверненням: {2} % проти {3} % решти (відвідин {4} і {5}, різниця від {6} до {7} пунктів). Це не доводить, що одне спричиняє інше.",
    "“{1}” geri gelmekle birlikte görülüyor: %{2}, diğerlerinde %{3} ({4} ve {5} ziyaret, fark {6}–{7} puan). Bu, birinin ötekine yol açtığını göstermez.",
    "«{1}» يقترن بالعودة: {2}% مقابل {3}% من غيرهم (الزيارات {4} و{5}، والفرق من {6} إلى {7} نقاط). ولا يدل ذلك على أن أحدهما سبب الآخر.",
    "“{1}” लौटने के साथ दिखता है: {2}%, बाक़ी में {3}% (ख़रीदारियाँ {4} और {5}, फ़र्क़ {6} से {7} अंक)। इससे यह नहीं दिखता कि एक दूसरे का कारण है।",
    "“{1}”与再来相伴：{2}%，其他人 {3}%（{4} 和 {5} 次到店，相差 {6} 到 {7} 个百分点）。这并不说明谁导致谁。");

constinit const Phrase came_back_less(
    "“{1}” goes together with not coming back: {2} % came again against {3} % of the others ({4} and {5} visits, {6} to {7} points apart). That does not show that one makes the other.",
    "„{1}“ geht mit Wegbleiben einher: {2} % kamen wieder gegen {3} % der anderen ({4} und {5} Besuche, {6} bis {7} Punkte auseinander). Dass eins das andere bewirkt, zeigt das nicht.",
    "«{1}» va unido a no volver: volvió el {2} % frente al {3} % de los demás ({4} y {5} visitas, de {6} a {7} puntos de diferencia). Eso no muestra que lo uno cause lo otro.",
    "« {1} » va de pair avec le non-retour : {2} % sont revenus contre {3} % des autres ({4} et {5} visites, {6} à {7} points d’écart). Cela ne montre pas que l’un cause l’autre.",
    "„{1}” idzie w parze z brakiem powrotu: wróciło {2}% wobec {3}% pozostałych (wizyt {4} i {5}, różnica od {6} do {7} punktów). To nie dowodzi, że jedno powoduje drugie.",
    "«{1}» іде поруч із тим, що не повертаються: прийшли знову {2} % проти {3} % решти (відвідин {4} і {5}, різниця від {6} до {7} пунктів). Це не доводить, що одне спричиняє інше.",
    "“{1}” geri gelmemekle birlikte görülüyor: yeniden gelenler %{2}, diğerlerinde %{3} ({4} ve {5} ziyaret, fark {6}–{7} puan). Bu, birinin ötekine yol açtığını göstermez.",
    "«{1}» يقترن بعدم العودة: عاد {2}% مقابل {3}% من غيرهم (الزيارات {4} و{5}، والفرق من {6} إلى {7} نقاط). ولا يدل ذلك على أن أحدهما سبب الآخر.",
    "“{1}” न लौटने के साथ दिखता है: {2}% फिर आए, बाक़ी में {3}% (ख़रीदारियाँ {4} और {5}, फ़र्क़ {6} से {7} अंक)। इससे यह नहीं दिखता कि एक दूसरे का कारण है।",
    "“{1}”与不再来相伴：再来的有 {2}%，其他人 {3}%（{4} 和 {5} 次到店，相差 {6} 到 {7} 个百分点）。这并不说明谁导致谁。");

// {1} visits needed
constinit const Phrase no_return_reason_yet(
    "No reason tells those who came back from those who did not yet; each needs {1} visits.",
    "Noch unterscheidet kein Grund die, die wiederkamen, von denen, die wegblieben; jeder braucht {1} Besuche.",
    "Aún ninguna razón distingue a quienes volvieron de quienes no; cada una necesita {1} visitas.",
    "Aucune raison ne distingue encore ceux qui sont revenus des autres ; il faut {1} visites pour chacune.",
    "Żaden powód nie odróżnia jeszcze tych, którzy wrócili, od pozostałych; potrzeba wizyt dla każdego: {1}.",
    "Ще жодна причина не відрізняє тих, хто повернувся, від решти; для кожної треба відвідин: {1}.",
    "Geri gelenleri gelmeyenlerden ayıran bir neden henüz yok; her biri için {1} ziyaret gerekir.",
    "لا سبب يميّز بعد من عادوا عمن لم يعودوا؛ ويلزم لكل سبب {1} زيارة.",
    "अभी कोई वजह लौटने वालों को न लौटने वालों से अलग नहीं करती; हर वजह के लिए {1} ख़रीदारियाँ चाहिए।",
    "还没有哪个原因能区分再来的人和没有再来的人；每个原因需要 {1} 次到店。");
// clang-format on

}  // namespace earshot::core::insight
