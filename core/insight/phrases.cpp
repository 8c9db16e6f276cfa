#include "core/insight/phrases.h"

#include <algorithm>

namespace earshot::core::insight {

std::string_view Phrase::in(std::string_view language) const {
    // "de-AT" speaks German.
    const auto* found = std::ranges::find(languages, language.substr(0, language.find('-')));
    return found == languages.end()
               ? texts_.front()
               : texts_.at(static_cast<std::size_t>(found - languages.begin()));
}

std::string fill(std::string_view text, std::initializer_list<std::string> values) {
    std::string filled;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool mark = at + 2 < text.size() && text[at] == '{' && text[at + 2] == '}';
        if (!mark) {
            filled += text[at];
            continue;
        }
        filled += *(values.begin() + (text[at + 1] - '1'));
        at += 2;
    }
    return filled;
}

// clang-format off
constinit const Phrase nobody_yet(
    "Nobody has answered in this period yet.",
    "In diesem Zeitraum hat noch niemand geantwortet.",
    "En este período aún no ha respondido nadie.",
    "Personne n’a encore répondu sur cette période.",
    "W tym okresie nikt jeszcze nie odpowiedział.",
    "За цей час ще ніхто не відповів.",
    "Bu dönemde henüz kimse yanıtlamadı.",
    "لم يُجب أحد في هذه الفترة بعد.",
    "इस अवधि में अभी किसी ने जवाब नहीं दिया है।",
    "这段时间还没有人回答。");

// {1} question
constinit const Phrase too_few_to_show(
    "“{1}”: too few answers to show.",
    "„{1}“: zu wenige Antworten, um sie zu zeigen.",
    "«{1}»: muy pocas respuestas para mostrarlas.",
    "« {1} » : trop peu de réponses pour les montrer.",
    "„{1}”: za mało odpowiedzi, by je pokazać.",
    "«{1}»: замало відповідей, щоб їх показати.",
    "“{1}”: gösterilemeyecek kadar az yanıt.",
    "«{1}»: الإجابات أقل من أن تُعرض.",
    "“{1}”: जवाब इतने कम हैं कि दिखाए नहीं जा सकते।",
    "“{1}”：回答太少，无法显示。");

// {1} question {2} answers
constinit const Phrase so_far(
    "So far {2} answered “{1}”: too few to tell.",
    "Bisher zu „{1}“ geantwortet: {2}. Zu wenige, um etwas zu sagen.",
    "Respuestas hasta ahora a «{1}»: {2}. Muy pocas para saber.",
    "Réponses à « {1} » à ce jour : {2}. Trop peu pour conclure.",
    "Odpowiedzi na „{1}” do tej pory: {2}. Za mało, by coś powiedzieć.",
    "Поки відповіли на «{1}»: {2}. Замало, щоб судити.",
    "“{1}” için şimdiye kadarki yanıt: {2}. Bir şey söylemek için az.",
    "أجاب حتى الآن عن «{1}»: {2}. العدد أقل من أن يُحكم به.",
    "“{1}” पर अब तक जवाब: {2}। कुछ कहने के लिए बहुत कम।",
    "到目前为止有 {2} 人回答了“{1}”：太少，还说不准。");

// {1} question {2} answers {3} choice {4} so many of them
constinit const Phrase few_said(
    "{4} of {2} who answered “{1}” said “{3}”: too few to tell.",
    "{4} von {2} Antworten auf „{1}“ lauten „{3}“: zu wenige, um etwas zu sagen.",
    "{4} de {2} respuestas a «{1}» dicen «{3}»: muy pocas para saber.",
    "{4} sur {2} réponses à « {1} » disent « {3} » : trop peu pour conclure.",
    "Na „{1}” odpowiedź „{3}”: {4} z {2}. Za mało, by coś powiedzieć.",
    "На «{1}» сказали «{3}»: {4} з {2}. Замало, щоб судити.",
    "“{1}” için “{3}” diyen: {2} yanıttan {4}. Bir şey söylemek için az.",
    "عن «{1}» قال «{3}»: {4} من {2}. العدد أقل من أن يُحكم به.",
    "“{1}” पर “{3}” कहा: {2} में से {4} ने। कुछ कहने के लिए बहुत कम।",
    "回答“{1}”的 {2} 人中有 {4} 人说“{3}”：太少，还说不准。");

// {1} question {2} answers {3} choice {4} in {5}, range {6} to {7} %
constinit const Phrase early_share(
    "Early: about {4} in {5} who answered “{1}” said “{3}” (range {6}–{7} %, {2} answers).",
    "Noch früh: etwa {4} von {5} haben auf „{1}“ geantwortet: „{3}“ (zwischen {6} und {7} %, {2} Antworten).",
    "Aún pronto: cerca de {4} de cada {5} que respondieron a «{1}» dijeron «{3}» (entre {6} y {7} %, {2} respuestas).",
    "Encore tôt : environ {4} sur {5} ont répondu « {3} » à « {1} » (entre {6} et {7} %, {2} réponses).",
    "Na razie: około {4} na {5} odpowiadających na „{1}” mówi „{3}” (od {6} do {7}%, odpowiedzi: {2}).",
    "Поки рано: близько {4} з {5} тих, хто відповів на «{1}», кажуть «{3}» (від {6} до {7} %, відповідей: {2}).",
    "Henüz erken: “{1}” sorusunu yanıtlayan yaklaşık her {5} kişiden {4} kişi “{3}” dedi (%{6}–{7} arası, {2} yanıt).",
    "ما زال مبكرًا: نحو {4} من كل {5} ممن أجابوا عن «{1}» قالوا «{3}» (بين {6}% و{7}%، عدد الإجابات: {2}).",
    "अभी शुरुआत है: “{1}” का जवाब देने वालों में लगभग {5} में से {4} ने “{3}” कहा ({6}–{7}% के बीच, जवाब: {2})।",
    "尚早：回答“{1}”的人中，每 {5} 人约有 {4} 人说“{3}”（在 {6}% 到 {7}% 之间，{2} 个回答）。");

// {1} question {2} answers {3} choice {4} in {5}, range {6} to {7} %, share {8} %
constinit const Phrase share_of_answers(
    "About {4} in {5} who answered “{1}” said “{3}”: {8} %, give or take, between {6} and {7} % ({2} answers).",
    "Etwa {4} von {5} haben auf „{1}“ geantwortet: „{3}“, das sind rund {8} %, zwischen {6} und {7} % ({2} Antworten).",
    "Cerca de {4} de cada {5} que respondieron a «{1}» dijeron «{3}»: alrededor del {8} %, entre {6} y {7} % ({2} respuestas).",
    "Environ {4} sur {5} ont répondu « {3} » à « {1} » : à peu près {8} %, entre {6} et {7} % ({2} réponses).",
    "Około {4} na {5} odpowiadających na „{1}” mówi „{3}”: mniej więcej {8}%, od {6} do {7}% (odpowiedzi: {2}).",
    "Близько {4} з {5} тих, хто відповів на «{1}», кажуть «{3}»: приблизно {8} %, від {6} до {7} % (відповідей: {2}).",
    "“{1}” sorusunu yanıtlayan yaklaşık her {5} kişiden {4} kişi “{3}” dedi: aşağı yukarı %{8}, %{6}–{7} arası ({2} yanıt).",
    "نحو {4} من كل {5} ممن أجابوا عن «{1}» قالوا «{3}»: قرابة {8}%، بين {6}% و{7}% (عدد الإجابات: {2}).",
    "“{1}” का जवाब देने वालों में लगभग {5} में से {4} ने “{3}” कहा: क़रीब {8}%, {6}–{7}% के बीच (जवाब: {2})।",
    "回答“{1}”的人中，每 {5} 人约有 {4} 人说“{3}”：大约 {8}%，在 {6}% 到 {7}% 之间（{2} 个回答）。");

// {1} question {2} answers
constinit const Phrase none_leads(
    "“{1}”: {2} answered, and the range of each share is still too wide to tell.",
    "„{1}“: {2} Antworten, und die Spanne jedes Anteils ist noch zu breit, um etwas zu sagen.",
    "«{1}»: {2} respuestas, y el margen de cada parte es aún demasiado ancho para saber.",
    "« {1} » : {2} réponses, et la marge de chaque part est encore trop large pour conclure.",
    "„{1}”: odpowiedzi: {2}, a zakres każdego udziału jest jeszcze zbyt szeroki, by coś powiedzieć.",
    "«{1}»: відповідей: {2}, і межі кожної частки ще надто широкі, щоб судити.",
    "“{1}”: {2} yanıt var, her payın aralığı bir şey söylemek için hâlâ çok geniş.",
    "«{1}»: عدد الإجابات {2}، ومدى كل نسبة ما زال أوسع من أن يُحكم به.",
    "“{1}”: जवाब: {2}, और हर हिस्से का दायरा अभी कुछ कहने के लिए बहुत चौड़ा है।",
    "“{1}”：{2} 个回答，每项比例的范围还太宽，说不准。");

// {1} to {2} % {3} choice {4} answers
constinit const Phrase cautious_range(
    "Of all shoppers, the silent ones too, it may be anything from {1} to {2} % for “{3}”, judging by {4} answers.",
    "Von allen Kunden, auch den stillen, können es für „{3}“ {1} bis {2} % sein, nach {4} Antworten zu urteilen.",
    "De todos los clientes, también los que callan, podría ser entre el {1} y el {2} % para «{3}», a juzgar por {4} respuestas.",
    "Parmi tous les clients, même ceux qui se taisent, ce peut être entre {1} et {2} % pour « {3} », à en juger par {4} réponses.",
    "Wśród wszystkich klientów, także milczących, dla „{3}” może to być od {1} do {2}% (odpowiedzi: {4}).",
    "Серед усіх покупців, і тих, хто мовчить, для «{3}» це може бути від {1} до {2} % (відповідей: {4}).",
    "Susanlar dahil tüm müşterilerde “{3}” için bu, {4} yanıta bakılırsa %{1} ile %{2} arasında olabilir.",
    "من جميع الزبائن، ومنهم من لم يجيبوا، قد تكون النسبة بين {1}% و{2}% لـ«{3}» (عدد الإجابات: {4}).",
    "चुप रहने वालों समेत सभी ग्राहकों में “{3}” के लिए यह {1} से {2}% तक हो सकता है (जवाब: {4})।",
    "在所有顾客中（包括没有回答的人），“{3}”可能在 {1}% 到 {2}% 之间（根据 {4} 个回答）。");

// {1} answered {2} asked {3} %
constinit const Phrase how_many_answered(
    "{1} of {2} who were asked answered ({3} %).",
    "{1} von {2} Gefragten haben geantwortet ({3} %).",
    "Respondieron {1} de {2} personas a quienes se preguntó ({3} %).",
    "{1} personnes sur {2} interrogées ont répondu ({3} %).",
    "Odpowiedzi udzielono {1} na {2} razy ({3}%).",
    "Відповіли {1} з {2} запитаних ({3} %).",
    "Sorulan {2} kişiden {1} kişi yanıtladı (%{3}).",
    "أجاب {1} من {2} سُئلوا ({3}%).",
    "जिन {2} से पूछा गया उनमें से {1} ने जवाब दिया ({3}%)।",
    "被问的 {2} 人中有 {1} 人回答（{3}%）。");

constinit const Phrase weighted_so(
    "The shares are put right for when and at which till people shopped.",
    "Die Anteile sind danach ausgeglichen, wann und an welcher Kasse eingekauft wurde.",
    "Las partes están ajustadas según cuándo y en qué caja se compró.",
    "Les parts sont redressées selon le moment et la caisse des achats.",
    "Udziały wyrównano według tego, kiedy i przy której kasie robiono zakupy.",
    "Частки вирівняно за тим, коли й на якій касі купували.",
    "Paylar, alışverişin ne zaman ve hangi kasada yapıldığına göre dengelendi.",
    "عُدّلت النسب بحسب وقت التسوق والصندوق.",
    "हिस्से इस हिसाब से ठीक किए गए हैं कि लोगों ने कब और किस काउंटर पर ख़रीदा।",
    "比例已按购物时间和收银台校正。");

// {1} choice {2} % before {3} % now {4} answers before {5} now
constinit const Phrase rose(
    "Up: “{1}” from {2} % to {3} % since the period before ({4} answers then, {5} now). A change this size would rarely be chance.",
    "Mehr: „{1}“ von {2} % auf {3} % gegenüber der Zeit davor ({4} Antworten damals, {5} jetzt). Eine so große Änderung wäre selten Zufall.",
    "Sube: «{1}» del {2} % al {3} % desde el período anterior ({4} respuestas entonces, {5} ahora). Un cambio así rara vez sería azar.",
    "En hausse : « {1} » de {2} % à {3} % depuis la période d’avant ({4} réponses alors, {5} à présent). Un tel écart serait rarement un hasard.",
    "W górę: „{1}” z {2}% na {3}% od poprzedniego okresu (odpowiedzi wtedy: {4}, teraz: {5}). Taka zmiana rzadko byłaby przypadkiem.",
    "Більше: «{1}» з {2} % до {3} % проти попереднього часу (відповідей тоді: {4}, тепер: {5}). Така зміна рідко буває випадковою.",
    "Arttı: “{1}” önceki dönemden bu yana %{2} iken %{3} oldu (o zaman {4}, şimdi {5} yanıt). Bu kadar değişim nadiren rastlantıdır.",
    "ارتفاع: «{1}» من {2}% إلى {3}% منذ الفترة السابقة (الإجابات حينها: {4}، والآن: {5}). يندر أن يكون تغيّر كهذا مصادفة.",
    "बढ़ा: “{1}” पिछली अवधि के {2}% से {3}% (तब जवाब: {4}, अब: {5})। इतना बदलाव शायद ही कभी संयोग होता है।",
    "上升：“{1}”比上一时段从 {2}% 升到 {3}%（当时 {4} 个回答，现在 {5} 个）。这么大的变化很少是偶然。");

constinit const Phrase fell(
    "Down: “{1}” from {2} % to {3} % since the period before ({4} answers then, {5} now). A change this size would rarely be chance.",
    "Weniger: „{1}“ von {2} % auf {3} % gegenüber der Zeit davor ({4} Antworten damals, {5} jetzt). Eine so große Änderung wäre selten Zufall.",
    "Baja: «{1}» del {2} % al {3} % desde el período anterior ({4} respuestas entonces, {5} ahora). Un cambio así rara vez sería azar.",
    "En baisse : « {1} » de {2} % à {3} % depuis la période d’avant ({4} réponses alors, {5} à présent). Un tel écart serait rarement un hasard.",
    "W dół: „{1}” z {2}% na {3}% od poprzedniego okresu (odpowiedzi wtedy: {4}, teraz: {5}). Taka zmiana rzadko byłaby przypadkiem.",
    "Менше: «{1}» з {2} % до {3} % проти попереднього часу (відповідей тоді: {4}, тепер: {5}). Така зміна рідко буває випадковою.",
    "Azaldı: “{1}” önceki dönemden bu yana %{2} iken %{3} oldu (o zaman {4}, şimdi {5} yanıt). Bu kadar değişim nadiren rastlantıdır.",
    "انخفاض: «{1}» من {2}% إلى {3}% منذ الفترة السابقة (الإجابات حينها: {4}، والآن: {5}). يندر أن يكون تغيّر كهذا مصادفة.",
    "घटा: “{1}” पिछली अवधि के {2}% से {3}% (तब जवाब: {4}, अब: {5})। इतना बदलाव शायद ही कभी संयोग होता है।",
    "下降：“{1}”比上一时段从 {2}% 降到 {3}%（当时 {4} 个回答，现在 {5} 个）。这么大的变化很少是偶然。");

// {1} choice
constinit const Phrase others_gave_way(
    "Others fell because “{1}” rose: together they are always the whole.",
    "Andere sanken, weil „{1}“ stieg: zusammen sind sie immer das Ganze.",
    "Otras bajaron porque subió «{1}»: juntas son siempre el total.",
    "D’autres ont baissé parce que « {1} » a monté : ensemble, elles font toujours le tout.",
    "Inne spadły, bo wzrosło „{1}”: razem zawsze dają całość.",
    "Інші зменшилися, бо зросло «{1}»: разом вони завжди дають ціле.",
    "“{1}” arttığı için diğerleri azaldı: hepsi birlikte hep bütünü verir.",
    "انخفض غيره لأن «{1}» ارتفع: فمجموعها هو الكل دائمًا.",
    "“{1}” बढ़ने से बाक़ी घटे: सब मिलाकर हमेशा पूरा होता है।",
    "其他下降是因为“{1}”上升：它们合起来总是全部。");

// {1} answers {2} % to {3} %
constinit const Phrase no_clear_change(
    "No clear change since the period before. With {1} answers we could see a move from {2} to {3} %, not a smaller one.",
    "Keine klare Änderung gegenüber der Zeit davor. Mit {1} Antworten sähen wir einen Schritt von {2} auf {3} %, keinen kleineren.",
    "Sin cambio claro desde el período anterior. Con {1} respuestas veríamos un paso del {2} al {3} %, no uno menor.",
    "Pas de changement net depuis la période d’avant. Avec {1} réponses, nous verrions un passage de {2} à {3} %, pas moins.",
    "Bez wyraźnej zmiany od poprzedniego okresu. Przy tylu odpowiedziach ({1}) widać ruch z {2} na {3}%, mniejszego nie.",
    "Без явної зміни проти попереднього часу. За стількох відповідей ({1}) було б видно зміну з {2} до {3} %, меншу — ні.",
    "Önceki dönemden bu yana belirgin değişim yok. {1} yanıtla %{2} ile %{3} arasındaki bir artışı görebiliriz, daha küçüğünü değil.",
    "لا تغيّر واضحًا منذ الفترة السابقة. بهذا العدد من الإجابات ({1}) يمكن رؤية انتقال من {2}% إلى {3}%، لا أصغر منه.",
    "पिछली अवधि से कोई साफ़ बदलाव नहीं। {1} जवाबों से हम {2} से {3}% तक का बदलाव देख पाते, उससे छोटा नहीं।",
    "与上一时段相比没有明显变化。有 {1} 个回答时，能看出从 {2}% 到 {3}% 的变化，更小的看不出。");

// {1} answers
constinit const Phrase no_change_to_see(
    "No clear change since the period before; {1} answers show only very large ones.",
    "Keine klare Änderung gegenüber der Zeit davor; {1} Antworten zeigen nur sehr große.",
    "Sin cambio claro desde el período anterior; {1} respuestas solo muestran cambios muy grandes.",
    "Pas de changement net depuis la période d’avant ; {1} réponses n’en montrent que de très grands.",
    "Bez wyraźnej zmiany od poprzedniego okresu; przy tylu odpowiedziach ({1}) widać tylko bardzo duże.",
    "Без явної зміни проти попереднього часу; за стількох відповідей ({1}) видно лише дуже великі.",
    "Önceki dönemden bu yana belirgin değişim yok; {1} yanıt yalnızca çok büyük değişimleri gösterir.",
    "لا تغيّر واضحًا منذ الفترة السابقة؛ وهذا العدد من الإجابات ({1}) لا يُظهر إلا الكبير جدًا.",
    "पिछली अवधि से कोई साफ़ बदलाव नहीं; {1} जवाब केवल बहुत बड़े बदलाव दिखाते हैं।",
    "与上一时段相比没有明显变化；{1} 个回答只能显出很大的变化。");

// {1} answers now {2} before {3} needed
constinit const Phrase too_few_to_compare(
    "Can’t tell yet what changed: {1} answers, and {2} in the period before; it takes {3} in each.",
    "Was sich geändert hat, ist noch nicht zu sagen: Antworten jetzt {1}, davor {2}; es braucht je {3}.",
    "Aún no se sabe qué cambió: respuestas ahora {1}, antes {2}; hacen falta {3} en cada período.",
    "On ne peut pas encore dire ce qui a changé : réponses à présent {1}, avant {2} ; il en faut {3} chaque fois.",
    "Nie wiadomo jeszcze, co się zmieniło: odpowiedzi teraz {1}, wcześniej {2}; potrzeba po {3}.",
    "Ще не видно, що змінилося: відповідей тепер {1}, раніше {2}; треба по {3}.",
    "Neyin değiştiği henüz söylenemez: şimdi {1}, önceki dönemde {2} yanıt; her birinde {3} gerekir.",
    "لا يمكن القول بعد ما الذي تغيّر: الإجابات الآن {1}، وقبلها {2}؛ ويلزم {3} في كل فترة.",
    "क्या बदला, यह अभी नहीं कहा जा सकता: अब जवाब {1}, पहले {2}; हर अवधि में {3} चाहिए।",
    "还说不出有什么变化：现在 {1} 个回答，上一时段 {2} 个；每段需要 {3} 个。");
// clang-format on

}  // namespace earshot::core::insight
