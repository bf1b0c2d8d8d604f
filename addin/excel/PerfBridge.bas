Option Explicit
Option Private Module

' From Excel to Python: one Python for each Excel, started from the user's own settings with a command that is always
' the same, reached by the two entry points of the DLL that the installed xlwings brings. What workbook is open, and
' what stands in it or beside it, has no say in what is started.
' A function never shows a dialog: when Python cannot be reached, each cell shows the same words.

Private Const XLWINGS_VERSION As String = "@XLWINGS@"
Private Const SERVER_MODULE As String = "perfscore.hosts.excel_server"
Private Const FUNCTION_MODULE As String = "perfscore.hosts.excel_udf"
Private Const LONGEST_COMMAND As Long = 1900
Private Const REST_SECONDS As Long = 60
' LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR and LOAD_LIBRARY_SEARCH_SYSTEM32: the current folder is never searched.
Private Const LOAD_FLAGS As Long = &H900
Private Const ACTIVATE As Long = 1
Private Const RELEASE As Long = -1

#If Mac Then
#Else
    Private Declare PtrSafe Function LoadLibraryExW Lib "kernel32" ( _
        ByVal lpLibFileName As LongPtr, ByVal hFile As LongPtr, ByVal dwFlags As Long) As LongPtr
    Private Declare PtrSafe Function MessageBoxW Lib "user32" ( _
        ByVal hWnd As LongPtr, ByVal lpText As LongPtr, ByVal lpCaption As LongPtr, ByVal uType As Long) As Long
    #If Win64 Then
        Private Const DLL_KEY As String = "dll64"
        Private Const DLL_NAME As String = "xlwings64-@XLWINGS@.dll"
        Private Declare PtrSafe Function XLPyDLLActivateAuto Lib "xlwings64-@XLWINGS@.dll" ( _
            ByRef answer As Variant, ByVal command As String, ByVal mode As Long) As Long
    #Else
        Private Const DLL_KEY As String = "dll32"
        Private Const DLL_NAME As String = "xlwings32-@XLWINGS@.dll"
        Private Declare PtrSafe Function XLPyDLLActivateAuto Lib "xlwings32-@XLWINGS@.dll" ( _
            ByRef answer As Variant, ByVal command As String, ByVal mode As Long) As Long
    #End If
    Private mLibrary As LongPtr
#End If

Private mServer As Object
Private mCommand As String
Private mStarts As Long
Private mIsBusy As Boolean
Private mTrouble As String
Private mRestsUntil As Date

' The command that starts Python, the same as long as that one lives. $(CLSID) is filled in by the DLL; -I keeps
' variables of the environment, the current folder and packages of the user's out of Python's path. The number counts
' the starts: for a command that it knows the DLL looks for the old server again, even for one that has died.
Public Function ServerCommand(ByVal interpreter As String, ByVal start As Long) As String
    ServerCommand = """" & interpreter & """ -I -m " & SERVER_MODULE & " $(CLSID) " & start
End Function

Public Function IsOneCell(ByRef given As Variant) As Boolean
    If IsObject(given) Then
        If TypeOf given Is Range Then IsOneCell = (given.Cells.CountLarge = 1)
    End If
End Function

' A function of a cell. A dead server is started anew once; then every cell rests for a minute with the same words.
Public Function CallFunction(ByVal name As String, ByVal given As Variant) As Variant
    Dim trial As Long
    Dim answer As Variant
    #If Mac Then
        CallFunction = PerfHelp.Words("no_functions_on_mac")
        Exit Function
    #End If
    If Len(mTrouble) > 0 And Now < mRestsUntil Then
        CallFunction = mTrouble
        Exit Function
    End If
    For trial = 1 To 2
        If Len(Connect()) > 0 Then Exit For
        If TryFunction(name, given, answer) Then
            CallFunction = answer
            Exit Function
        End If
        If mIsBusy Then Exit For ' a command is at work in that server: it must not be ended under it
        If Len(TryModule()) = 0 Then ' it lives: no cell may end what serves all others
            CallFunction = PerfHelp.Words("function_failed")
            Exit Function
        End If
        StopServer
    Next trial
    CallFunction = PerfHelp.Words("cell_trouble")
    If mIsBusy Then Exit Function
    mTrouble = CStr(CallFunction)
    mRestsUntil = DateAdd("s", REST_SECONDS, Now)
End Function

Private Function TryFunction(ByVal name As String, ByRef given As Variant, ByRef answer As Variant) As Boolean
    On Error GoTo Failed
    answer = mServer.CallUDF(FUNCTION_MODULE, (name), (given)) ' in brackets: by value
    TryFunction = True
Failed:
End Function

' A command of the ribbon. What it says comes back as text and is shown here, when all is done.
Public Sub RunCommand(ByVal name As String)
    Dim said As String
    If mIsBusy Then Exit Sub
    On Error GoTo Failed
    mIsBusy = True
    mTrouble = ""
    #If Mac Then
        said = PressedOnMac(name)
    #Else
        said = Pressed(name)
    #End If
Done:
    mIsBusy = False
    If Len(said) > 0 Then Tell said
    Exit Sub
Failed:
    said = Err.Description
    Resume Done
End Sub

#If Mac Then
#Else
Private Function Pressed(ByVal name As String) As String
    Dim alerts As Boolean
    Pressed = Awake()
    If Len(Pressed) > 0 Then Exit Function
    alerts = Application.DisplayAlerts
    On Error GoTo Failed
    Application.DisplayAlerts = False ' else a long press shows "waiting for another application"
    Pressed = mServer.Str(mServer.Call(mServer.Module(SERVER_MODULE), "press", mServer.Tuple((name), Application)))
Done:
    Application.DisplayAlerts = alerts
    Exit Function
Failed:
    Pressed = PerfHelp.WordsOn("stopped_midway", Err.Description)
    StopServer
    Resume Done
End Function

' Sees that there is a server that answers; one that died is started anew once. "" or what is wrong.
Private Function Awake() As String
    Dim trial As Long
    For trial = 1 To 2
        Awake = Connect()
        If Len(Awake) > 0 Then Exit Function
        Awake = TryModule()
        If Len(Awake) = 0 Then Exit Function
        StopServer
    Next trial
End Function
#End If

' "" where the server answers, or what is wrong.
Private Function TryModule() As String
    Dim found As Object
    On Error GoTo Failed
    Set found = mServer.Module(SERVER_MODULE)
    Exit Function
Failed:
    TryModule = PerfHelp.WordsOn("not_started", Err.Description)
End Function

' Sees that there is a server. "" where there is one, else words that say why not and what to do.
Private Function Connect() As String
    #If Mac Then
    #Else
        Dim settings As String
        Dim found As Variant
        If Not mServer Is Nothing Then Exit Function
        On Error GoTo Failed
        settings = PerfSettings.OwnSettings()
        Connect = Prepare(settings)
        If Len(Connect) > 0 Then Exit Function
        If XLPyDLLActivateAuto(found, mCommand, ACTIVATE) = 0 Then
            Set mServer = found
        Else
            Connect = PerfHelp.WordsOn("not_started", CStr(found))
            StopServer
        End If
        Exit Function
Failed:
        Connect = PerfHelp.WordsOn("not_started", Err.Description)
    #End If
End Function

#If Mac Then
#Else
' Loads the DLL by its full path and composes the command; "" where all is there. The entry points are called only after
' this: called without, Windows would look for the DLL in the current folder, where a received form may lie.
Private Function Prepare(ByVal settings As String) As String
    Dim library As String
    Dim interpreter As String
    If Len(PerfSettings.SettingIn(settings, "xlwings")) = 0 Then
        Prepare = PerfHelp.WordsOn("no_settings", PerfSettings.SettingsPath())
    ElseIf PerfSettings.SettingIn(settings, "xlwings") <> XLWINGS_VERSION Then
        Prepare = PerfHelp.WordsOn("other_version", XLWINGS_VERSION)
    End If
    If Len(Prepare) > 0 Then Exit Function
    library = PerfSettings.PathIn(settings, DLL_KEY)
    interpreter = PerfSettings.OwnInterpreter()
    If Len(interpreter) = 0 Then
        Prepare = PerfHelp.WordsOn("no_interpreter", PerfSettings.SettingsPath())
        Exit Function
    End If
    If LCase$(Right$(library, Len(DLL_NAME) + 1)) = LCase$("\" & DLL_NAME) And mLibrary = 0 Then
        mLibrary = LoadLibraryExW(StrPtr(library), 0, LOAD_FLAGS)
    End If
    mCommand = ServerCommand(interpreter, mStarts + 1)
    If mLibrary = 0 Then Prepare = PerfHelp.WordsOn("no_dll", DLL_NAME)
    If LenB(mCommand) > LONGEST_COMMAND Then Prepare = PerfHelp.WordsOn("no_interpreter", PerfSettings.SettingsPath())
End Function
#End If

' Ends the server, if there is one; the next call starts another.
Public Sub StopServer()
    Set mServer = Nothing
    #If Mac Then
    #Else
        Dim unused As Variant
        Dim code As Long
        If mLibrary = 0 Or Len(mCommand) = 0 Then Exit Sub
        mStarts = mStarts + 1
        On Error Resume Next
        code = XLPyDLLActivateAuto(unused, mCommand, RELEASE)
        mCommand = ""
    #End If
End Sub

#If Mac Then
' Untested. The script of xlwings (put there once by "xlwings runpython install") hands its parts to a shell, so only
' constants and the user's own interpreter go in, never the name of a workbook.
Private Function PressedOnMac(ByVal name As String) As String
    Dim interpreter As String
    Dim parts As String
    interpreter = PerfSettings.PathIn(PerfSettings.OwnSettings(), "interpreter")
    If Len(interpreter) = 0 Then
        PressedOnMac = PerfHelp.WordsOn("no_settings", PerfSettings.SettingsPath())
        Exit Function
    End If
    parts = "false;;;;;;|'" & interpreter & "' -I|import perfscore.hosts.excel_server as s;s.press('" & name & _
        "')|perfscore|Excel|" & Environ("HOME") & "/perfscore.log"
    On Error GoTo Failed
    AppleScriptTask "xlwings-" & XLWINGS_VERSION & ".applescript", "VbaHandler", parts
    Exit Function
Failed:
    PressedOnMac = PerfHelp.Words("no_script_on_mac")
End Function
#End If

Private Sub Tell(ByVal said As String)
    On Error Resume Next
    #If Mac Then
        MsgBox said, vbInformation, PerfHelp.Words("title")
    #Else
        Dim title As String
        Dim pressedButton As Long
        title = PerfHelp.Words("title")
        pressedButton = MessageBoxW(Application.hWnd, StrPtr(said), StrPtr(title), vbInformation)
    #End If
End Sub
