"""What is said of something in English: mostly ahead of it. `\\_` is a blank within a piece."""

from recommendations.asking.saying_entries import Entry, Where

_DO_NOT = r"(?:don'?t|do\_not|didn'?t|doesn'?t|never|can'?t|cannot|won'?t|not)"
_IS = r"(?:is|are|was|were)"
_IS_NOT = rf"(?:{_IS}\_not|isn'?t|aren'?t|wasn'?t)"
_SO = r"(?:(?:so|really|too|just|absolutely|that|very)\_)?"

ENGLISH: tuple[Entry, ...] = (
    (
        r"not\_only not\_just nothing\_wrong\_with nothing\_but not\_against"
        r" can(?:'|no)?t\_get\_enough\_of can(?:'|no)?t\_live\_without"
        rf" {_DO_NOT}\_(?:really\_)?(?:hate|dislike|mind|skip|exclude|leave\_out|forget)"
        r" not\_(?:tired|sick|bored)\_of",
        1,
        Where.AHEAD,
    ),
    (
        r"(?:not|don'?t|hate|avoid|skip|without)(?:\_(?:into|want|need|any|more"
        r"|the|play"
        r"|recommend|bands?|music|stuff|songs?|anything|something|after)){0,4}\_(?:like"
        r"|similar\_to|such\_as)"
        rf" {_DO_NOT}\_(?:really\_|that\_|much\_|even\_)?(?:recommend|play|show|give\_me|like"
        rf"|love|looking\_for|after"
        r"|enjoy|stand|want|need|into|care\_for|feel\_like|a\_fan\_of|in\_the\_mood\_for|keen\_on"
        r"|bear|handle|take|tolerate|deal\_with|do|feeling|here\_for|fond\_of|crazy\_about|big\_on"
        r"|wild\_about|interested\_in|obsessed\_with|sound\_(?:too\_|like)?|make\_(?:it|me|them)"
        r"|(?:much\_)?of\_an?|listen\_to)"
        r" (?:stay(?:ing)?|keep|steer)\_(?:away\_from|(?:well\_)?clear\_of)"
        r" (?:can|could)\_(?:do|live)\_without spare\_me(?:\_(?:the|any|all))?"
        r" had\_(?:it|enough)\_(?:with|of) done\_with (?:i'?m|i\_am|so)\_over(?!\_the\_moon)"
        r" bored\_by rule\_out"
        r" cut(?:\_out)?(?=\_(?:the|all|any)\_) ditch forget(?:\_about)? scrap lose\_the pass\_on"
        r" (?:any|every)(?:one|body|thing)\_but unlike (?<!there's\_)(?<!there\_is\_)nothing\_like"
        r" heard\_enough(?:\_of)?"
        r" too\_much don'?t\_you\_dare(?:\_(?:play|give|recommend|show))? no\_to"
        r" (?:no|lost)\_interest\_in moved\_on\_from"
        r" (?:grown\_out\_of|outgrown) far\_from (?:the\_)?opposite\_of"
        r" rather\_(?:\w+\_){1,3}?(than) prefer\_(?!to\_)(?:\w+\_){1,3}?(over|to|than)"
        r" without\_any"
        r" no\_thanks\_to stop\_(?:recommending|giving|playing|showing|suggesting)(?:\_me)?"
        r" neither nor no\_longer(?:\_(?:like|love|want|enjoy|into|listen\_to))?"
        r" allergic\_to (?:leave|keep)(?=(?:\_\w+){1,4}\_out\b) ban"
        r" (?:tired|sick|bored|fed\_up)\_(?:of|with) hate hated dislike detest loathe"
        r" avoid skip except(?:\_for)? exclude excluding without other\_than (?:apart|aside)\_from"
        r" besides instead\_of leave\_out drop no\_more enough\_(?:of|with) less nothing minus"
        r" rather\_than but\_not not\_too not\_so not no never too isn'?t aren'?t",
        -1,
        Where.AHEAD,
    ),
    (rf"{_IS_NOT}\_{_SO}(?:bad|boring|terrible)", 1, Where.BEHIND),
    (
        rf"{_IS}\_{_SO}(?:boring|awful|terrible|overrated|annoying|the\_worst|lame)"
        rf" {_IS_NOT}\_{_SO}(?:for\_me|my\_thing|my\_taste|good|my\_cup|for\_me)"
        r" no\_thanks no\_thank\_you (?<=-)free doesn'?t\_do\_it\_for\_me not\_any\_?more"
        r" overrated sucks?"
        rf" {_IS}\_(?:way\_|just\_|a\_bit\_)?too\_(?!good|great|cool|underrated|beautiful|short)\w+"
        rf" {_IS}\_(?:a\_)?(?:hard\_|big\_)?(?:no-go|no(?=\W*$|\_(?:for|from)\_me)|nope"
        rf"|off\_the\_table) nope"
        r" pass(?=\W*$) not\_what\_i\_(?:want|need|like) not\_my\_(?:style|vibe|thing|jam|taste)"
        r" (?:avoid|skip|exclude|drop|ban|hate)\_(?:them|it|those|that|these)"
        r" (?:annoy|depress|drain|tire)(?:s|es)?\_me"
        r" makes?\_(?:me\_(?:sick|sleepy|cringe|yawn)|my\_(?:ears?|head)\_\w+)"
        r" (?<!never\_)gets?\_old"
        r" bores?\_me (?:gives?|gave)\_me\_a\_headache gets?\_on\_my\_nerves aside excluded"
        r" not\_included",
        -1,
        Where.BEHIND,
    ),
    (
        rf"yes\_please {_IS}\_{_SO}(?:great|amazing|awesome|the\_best|good|wonderful|brilliant"
        rf"|fantastic|beautiful"
        r"|incredible|my\_favou?rites?) rocks rules blew\_my\_mind all\_day on\_repeat"
        r" made\_me\_cry"
        r" changed\_my\_life touched\_me never\_gets?\_old yes(?=\W*$)",
        1,
        Where.BEHIND,
    ),
    (
        r"love loved loving adore adored like liked enjoy enjoyed into fan\_of fond\_of"
        r" obsessed\_with crazy\_about similar\_to reminds?\_me\_of in\_the\_vein\_of such\_as"
        r" along\_the\_lines\_of favou?rites?(?:\_(?:is|are|band\_is|bands\_are))? sounds\_like"
        r" listening\_to as\_good\_as",
        1,
        Where.AHEAD,
    ),
    (r"want need looking\_for recommend suggest give\_me find show\_me play", 0, Where.AHEAD),
)
